extension Bootstrap {
  /// Takes passwords and the name of the database from the URLs that the logins will come with.
  package init(administratorURL: String, loginURLs: [Role: String]) throws {
    let addresses = try loginURLs.mapValues { try ServerAddress($0) }
    for (role, address) in addresses where address["user"] != role.rawValue {
      throw DatabaseError(.misuse, "the URL of \(role.rawValue) signs in as \(address["user"] ?? "nobody")")
    }
    let names = Set(addresses.values.map { $0["dbname"] ?? "" })
    guard names.count == 1, let database = names.first, !database.isEmpty else {
      throw DatabaseError(.misuse, "the database URLs do not name one database, the same in each")
    }
    try self.init(
      administratorURL: administratorURL, database: database,
      passwords: addresses.compactMapValues { $0["password"] })
  }
}
