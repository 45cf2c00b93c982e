import Glibc

/// One SQL text with the types of its parameters, known to the connections of a loop.
///
/// A class, because connections know what they have prepared by its identity. Used on its loop; results and
/// errors read its text elsewhere, which never changes.
final class Statement: @unchecked Sendable {
  let text: String
  let oids: [UInt32]
  /// The text for libpq, made once.
  let cText: UnsafeMutablePointer<CChar>

  init(_ sql: SQL) throws(DatabaseError) {
    text = sql.text
    oids = sql.parameters.slots.map(\.oid)
    guard let copy = strdup(text) else { throw DatabaseError(.unavailable, "no memory for a statement") }
    cText = copy
    if !sql.isTrusted { try refuseControl() }
  }

  deinit { free(cText) }

  /// Whose transaction it is and for which tenant is decided by the connection; a statement must not undo it
  /// for those that share the connection with it.
  private func refuseControl() throws(DatabaseError) {
    let words = Statement.firstWords(of: text)
    let first = words.first ?? ""
    if first == "set", words.last == "constraints" { return }
    if Statement.refused.contains(first) || text.contains("set_config") {
      throw DatabaseError(
        .misuse,
        "a statement may not begin with \(first) or call set_config: use transaction, stream, copy or listen",
        statement: text)
    }
  }

  /// The first two, behind blanks and comments.
  private static func firstWords(of text: String) -> [String] {
    var rest = text.drop { !$0.isLetter && $0 != "-" && $0 != "/" }
    while rest.hasPrefix("--") || rest.hasPrefix("/*") {
      let end = rest.firstRange(of: rest.hasPrefix("--") ? "\n" : "*/")?.upperBound ?? rest.endIndex
      rest = rest[end...].drop { !$0.isLetter && $0 != "-" && $0 != "/" }
    }
    return rest.split(maxSplits: 2) { !$0.isLetter && $0 != "_" }.prefix(2).map { $0.lowercased() }
  }

  private static let refused: Set<String> = [
    "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "prepare", "execute",
    "deallocate", "set", "reset", "discard", "listen", "unlisten", "copy", "declare", "fetch", "close",
  ]
}

/// The statements of a loop: found by identity, and by text where the same one is written in two places.
///
/// Emptied when it is full: texts are made of constants, so only a program that joins fragments at will gets
/// there.
struct StatementTable {
  static let limit = 4096
  private var places: [UInt: Place] = [:]
  private var byText: [Text: Statement] = [:]

  private struct Place {
    let pieces: [SQL.Piece]
    let statement: Statement

    /// Identities are mixed, so two may be equal by chance: compare what they were mixed from.
    func isMade(of sql: SQL) -> Bool {
      guard pieces == sql.pieces, statement.oids.count == sql.parameters.slots.count else { return false }
      for index in statement.oids.indices where statement.oids[index] != sql.parameters.slots[index].oid {
        return false
      }
      return true
    }
  }

  private struct Text: Hashable {
    let text: String
    let oids: [UInt32]
  }

  var count: Int { byText.count }

  /// Calls `added` for a text that was not known.
  mutating func find(_ sql: SQL, added: (String) -> Void) throws(DatabaseError) -> Statement {
    if let place = places[sql.identity], place.isMade(of: sql) { return place.statement }
    if places.count >= StatementTable.limit { self = StatementTable() }
    let new = try Statement(sql)
    let key = Text(text: new.text, oids: new.oids)
    let statement = byText[key] ?? new
    if statement === new {
      byText[key] = new
      added(new.text)
    }
    places[sql.identity] = Place(pieces: sql.pieces, statement: statement)
    return statement
  }
}
