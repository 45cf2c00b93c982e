import CPostgres
import Glibc

/// A connection that blocks, for what `haat migrate` does: one statement after the other, texts as they are.
///
/// Not for a loop: its user calls it by `offload`. Not copyable: it is closed with its last use.
struct CommandConnection: ~Copyable {
  private let handle: OpaquePointer

  init(_ address: ServerAddress) throws {
    var address = address.complete(application: "haat migrate")
    if address["connect_timeout"] == nil { address["connect_timeout"] = "10" }
    guard let handle = address.withLists({ PQconnectdbParams($0, $1, 0) }) else {
      throw DatabaseError(.unavailable, "no memory for a connection")
    }
    guard PQstatus(handle) == CONNECTION_OK else {
      defer { PQfinish(handle) }
      throw DatabaseError.unavailable(handle, "no connection")
    }
    self.handle = handle
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
  }

  deinit { PQfinish(handle) }

  /// Runs a text of one or more statements.
  func run(_ text: String) throws { _ = try rows(PQexec(handle, text), text) }

  /// Runs one statement with text parameters, and gives its rows as text; NULL is empty.
  @discardableResult
  func rows(_ text: String, _ parameters: [String] = []) throws -> [[String]] {
    let copies = parameters.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let values = copies.map { UnsafePointer<CChar>($0) }
    return try rows(PQexecParams(handle, text, Int32(values.count), nil, values, nil, nil, 0), text)
  }

  private func rows(_ result: OpaquePointer?, _ text: String) throws -> [[String]] {
    defer { PQclear(result) }
    guard let result else { throw DatabaseError.unavailable(handle, "no answer") }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: break
    default:
      var error = DatabaseError(result, statement: nil)
      error.statement = text
      if let position = PQresultErrorField(result, Int32(UInt8(ascii: "P"))) {
        error.position = Int(String(cString: position))
      }
      throw error
    }
    return (0..<PQntuples(result)).map { row in
      (0..<PQnfields(result)).map { String(cString: PQgetvalue(result, row, $0)) }
    }
  }

  var isInTransaction: Bool { PQtransactionStatus(handle) == PQTRANS_INTRANS }

  /// Text as a literal of SQL, for statements that take no parameters.
  func literal(_ text: String) throws -> String {
    guard let quoted = PQescapeLiteral(handle, text, text.utf8.count) else {
      throw DatabaseError.unavailable(handle, "text that cannot be quoted")
    }
    defer { PQfreemem(quoted) }
    return String(cString: quoted)
  }

  func identifier(_ name: String) throws -> String {
    guard let quoted = PQescapeIdentifier(handle, name, name.utf8.count) else {
      throw DatabaseError.unavailable(handle, "a name that cannot be quoted")
    }
    defer { PQfreemem(quoted) }
    return String(cString: quoted)
  }

  /// What the server keeps of a password: so that the password itself comes into no log.
  func verifier(_ password: String, of role: String) throws -> String {
    guard let verifier = PQencryptPasswordConn(handle, password, role, "scram-sha-256") else {
      throw DatabaseError.unavailable(handle, "no verifier for a password")
    }
    defer { PQfreemem(verifier) }
    return String(cString: verifier)
  }
}
