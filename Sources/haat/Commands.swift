import Operations

/// Everything `haat` can be asked, in the order of its help.
enum Commands {
  static let all = [
    serve, work, migrate, schema, seed, importOrders, importProducts, importCustomers, verifyAudit, routes, psql, doctor,
    version,
  ]
}
