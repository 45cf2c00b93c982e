import Basics
import Loop

/// Makes the logins and the database as an administrator, so that nothing runs as one afterwards.
///
/// May be run again and again: what is there is left, or brought back to what it must be. Three logins, none
/// of them superuser or above row security:
///
/// | login           | is for                                                        |
/// |-----------------|---------------------------------------------------------------|
/// | `haat_owner`    | migrations; owns everything                                   |
/// | `haat_app`      | the application: tenants' tables under their policies         |
/// | `haat_platform` | scans across tenants: column grants and policies of its own   |
package struct Bootstrap: Sendable {
  package enum Role: String, CaseIterable, Sendable {
    case owner = "haat_owner"
    case app = "haat_app"
    case platform = "haat_platform"
  }

  private let address: ServerAddress
  private let database: String
  private let passwords: [Role: String]

  /// A role without a password here keeps what it has.
  package init(administratorURL: String, database: String = "haat", passwords: [Role: String]) throws {
    address = try ServerAddress(administratorURL)
    self.database = database
    self.passwords = passwords
  }

  /// Gives the statements that the administrator lacked the rights for, to be shown and run by somebody else.
  /// They hold no passwords, only what the server keeps of them.
  @discardableResult
  package func run() async throws -> [String] {
    try await offload { try self.run() }
  }

  private func run() throws -> [String] {
    let server = try CommandConnection(address)
    // Two that start at once would make the same roles.
    try server.run("select pg_advisory_lock(1751216501)")
    var refused = try attempt(try roleStatements(server), on: server)
    refused += try attempt(try databaseStatements(server), on: server)
    var inside = address
    inside["dbname"] = database
    // Where there is no database, nothing in it can be done: all of it is to be shown.
    let isThere = try !server.rows("select 1 from pg_database where datname = $1", [database]).isEmpty
    let grants = try grantStatements(server)
    refused +=
      isThere
      ? try attempt(grants, on: try CommandConnection(inside)) : ["-- in the database \(database):"] + grants
    return refused
  }

  private func attempt(_ statements: [String], on connection: borrowing CommandConnection) throws -> [String]
  {
    var refused: [String] = []
    for statement in statements {
      do {
        try connection.run(statement)
      } catch let error as DatabaseError
        where error.kind == .forbidden || (!refused.isEmpty && error.kind == .server)
      {
        refused.append(statement + ";")
      }
    }
    return refused
  }

  private func roleStatements(_ server: borrowing CommandConnection) throws -> [String] {
    let isSuperuser =
      try server.rows("select rolsuper from pg_roles where rolname = current_user")[0][0] == "t"
    var statements: [String] = []
    for role in Role.allCases {
      let known = try server.rows(
        "select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = $1",
        [role.rawValue])
      let password = try passwords[role].map {
        " password \(try server.literal(try server.verifier($0, of: role.rawValue)))"
      }
      if known.isEmpty {
        statements.append("create role \(role.rawValue) login\(password ?? "")")
      } else if known[0][0] == "t" {
        statements.append(
          "alter role \(role.rawValue) nosuperuser nobypassrls nocreaterole nocreatedb\(password ?? "")")
      } else if let password {
        statements.append("alter role \(role.rawValue)\(password)")
      }
    }
    // To make a database for the owner one has to be of it.
    if !isSuperuser { statements.append("grant haat_owner to current_user") }
    return statements
  }

  private func databaseStatements(_ server: borrowing CommandConnection) throws -> [String] {
    let name = try server.identifier(database)
    let owner = try server.rows(
      "select pg_get_userbyid(datdba) from pg_database where datname = $1", [database]
    ).first?[0]
    var statements: [String] = []
    if owner == nil {
      statements.append("create database \(name) owner haat_owner encoding 'UTF8' template template0")
    } else if owner != Role.owner.rawValue {
      statements.append("alter database \(name) owner to haat_owner")
    }
    statements.append("revoke all on database \(name) from public")
    // Temporary tables are where imports copy to.
    statements.append("grant connect, temporary on database \(name) to haat_app")
    statements.append("grant connect on database \(name) to haat_platform")
    return statements
  }

  private func grantStatements(_ server: borrowing CommandConnection) throws -> [String] {
    [
      "alter schema public owner to haat_owner",
      "revoke all on schema public from public",
      "grant usage on schema public to haat_app, haat_platform",
    ]
  }
}
