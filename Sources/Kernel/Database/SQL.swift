/// A statement, or a piece of one, with the values it binds.
///
/// Its text is made of literals alone (`StaticString`), so nothing that came at run time can become SQL: an
/// interpolated value is bound as a parameter, and a `String` variable is not `SQL` and does not compile.
///
///     let recent: SQL = "select id, total from orders where tenant_id = \(db.tenant) and placed_at > \(since)"
///     let sorted: SQL = "\(fragment: recent) order by placed_at desc limit \(50)"
package struct SQL: ExpressibleByStringInterpolation, Sendable {
  /// Literal segments, and between them the places of the parameters.
  private(set) var pieces: [Piece]
  private(set) var parameters: Parameters
  /// Mixed from the addresses of the segments and the types of the parameters: equal statements of one place
  /// in the program have equal identities, and no text has to be built or hashed to see it.
  private(set) var identity: UInt = 0
  /// Statements of the kernel itself may begin with the words that `Statement` refuses.
  var isTrusted = false

  /// A literal segment in the program's constant data, or a parameter where there is no start.
  ///
  /// Sendable: the bytes are constants of the program and never move.
  struct Piece: Equatable, @unchecked Sendable {
    let start: UnsafePointer<UInt8>?
    let count: Int
  }

  package init(stringLiteral text: StaticString) {
    pieces = []
    parameters = Parameters()
    append(text)
  }

  package init(stringInterpolation: Interpolation) { self = stringInterpolation.sql }

  init(reserving interpolations: Int) {
    pieces = []
    pieces.reserveCapacity(2 * interpolations + 1)
    parameters = Parameters(reserving: interpolations)
  }

  /// No text at all: what an optional condition is where it does not apply.
  package static var nothing: SQL { SQL(reserving: 0) }

  package var isEmpty: Bool { pieces.isEmpty }

  /// The parts one behind the other, with the separator between them.
  package static func joined(_ parts: [SQL], by separator: StaticString) -> SQL {
    var all = SQL.nothing
    for (index, part) in parts.enumerated() {
      if index > 0 { all.append(separator) }
      all.append(part)
    }
    return all
  }

  package struct Interpolation: StringInterpolationProtocol {
    var sql: SQL

    package init(literalCapacity: Int, interpolationCount: Int) { sql = SQL(reserving: interpolationCount) }

    package mutating func appendLiteral(_ literal: StaticString) { sql.append(literal) }

    /// Binds a value.
    package mutating func appendInterpolation<Value: ColumnValue>(_ value: Value) { sql.bind(value) }

    /// Binds a value, or NULL.
    package mutating func appendInterpolation<Value: ColumnValue>(_ value: Value?) { sql.bind(value) }

    /// Puts another piece of SQL here, with what it binds.
    package mutating func appendInterpolation(fragment: SQL) { sql.append(fragment) }
  }
}

extension SQL {
  mutating func append(_ literal: StaticString) {
    guard literal.utf8CodeUnitCount > 0 else { return }
    append(Piece(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  private mutating func append(_ piece: Piece) {
    pieces.append(piece)
    mix(UInt(bitPattern: piece.start) ^ UInt(bitPattern: piece.count) << 48)
  }

  mutating func bind<Value: ColumnValue>(_ value: Value?) {
    pieces.append(Piece(start: nil, count: 0))
    parameters.add(value)
    mix(UInt(Value.columnType.oid))
  }

  private mutating func mix(_ word: UInt) {
    identity = (identity << 5 ^ identity >> 59 ^ word) &* 0x9E37_79B9_7F4A_7C15
  }

  mutating func append(_ other: SQL) {
    var bound = 0
    for piece in other.pieces {
      if piece.start == nil {
        pieces.append(piece)
        mix(UInt(other.parameters.slots[bound].oid))
        bound += 1
      } else {
        append(piece)
      }
    }
    parameters.append(other.parameters)
    isTrusted = isTrusted || other.isTrusted
  }

  /// The text as PostgreSQL reads it, parameters numbered from `$1`.
  var text: String {
    var bytes: [UInt8] = []
    var number = 0
    for piece in pieces {
      if let start = piece.start {
        bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: piece.count))
      } else {
        number += 1
        bytes.append(contentsOf: "$\(number)".utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
