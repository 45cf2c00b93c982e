import Operations

/// Everything `haat` can be asked, in the order of its help.
enum Commands {
  static let all = [
    serve, work, migrate, schema, seed, importOrders, importProducts, importCustomers, keysStatus, keysRotate,
    keysRotateMaster, keysDelete, verifyAudit, routes, roles, psql, doctor, version,
  ]
}
