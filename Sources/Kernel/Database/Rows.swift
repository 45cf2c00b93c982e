import CPostgres

/// A whole result, freed when nobody has it any more.
///
/// A class, because it owns memory of libpq and goes from the loop to whoever asked. Sendable: libpq never
/// changes a result once it has been handed out, and reading it from several threads is allowed.
@usableFromInline package final class Rows: @unchecked Sendable {
  @usableFromInline let result: OpaquePointer
  @usableFromInline package let count: Int
  private let statement: Statement?

  init(_ result: OpaquePointer, of statement: Statement?) {
    self.result = result
    self.statement = statement
    count = Int(PQntuples(result))
  }

  deinit { PQclear(result) }

  /// Rows inserted, updated, deleted or selected.
  var affected: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

  @inlinable package func all<Element: FromRow>(_: Element.Type = Element.self) throws -> [Element] {
    var all: [Element] = []
    all.reserveCapacity(count)
    for index in 0..<count { all.append(try row(index)) }
    return all
  }

  @inlinable package func row<Element: FromRow>(_ index: Int, as: Element.Type = Element.self) throws
    -> Element
  {
    try withExtendedLifetime(self) {
      var row = Row(self, index)
      let element = try Element(row: &row)
      if index == 0 { try checkEnd(row.column) }
      return element
    }
  }

  @inlinable func check<Value: ColumnValue>(_: Value.Type, _ column: Int32) throws {
    if !Value.reads(PQftype(result, column)) { throw wrongType(Value.self, column) }
  }

  @inlinable func checkEnd(_ read: Int32) throws {
    if read != PQnfields(result) { throw columnsLeft(read) }
  }
}

// What is wrong with a row is a mistake in the program; these say where.
extension Rows {
  @usableFromInline @inline(never) func wrongType<Value: ColumnValue>(_: Value.Type, _ column: Int32)
    -> DatabaseError
  {
    if column >= PQnfields(result) { return noColumn(column) }
    let hint =
      PQftype(result, column) == ColumnType.numeric.oid ? "; cast a sum to bigint, or read an IntegerSum" : ""
    return undecodable(
      "\(name(column)) is of type \(PQftype(result, column)), which \(Value.self) does not read\(hint)")
  }

  @usableFromInline @inline(never) func unexpectedNull(_ column: Int32) -> DatabaseError {
    undecodable("\(name(column)) is NULL, and what reads it is not optional")
  }

  @usableFromInline @inline(never) func noColumn(_ column: Int32) -> DatabaseError {
    undecodable("there are \(PQnfields(result)) columns, and column \(column + 1) was read")
  }

  @usableFromInline @inline(never) func columnsLeft(_ read: Int32) -> DatabaseError {
    undecodable("there are \(PQnfields(result)) columns, and \(read) were read")
  }

  func tooMany() -> DatabaseError { undecodable("one row was asked for, and there are \(count)") }

  private func name(_ column: Int32) -> String {
    "column \(column + 1)" + (PQfname(result, column).map { " (\(String(cString: $0)))" } ?? "")
  }

  private func undecodable(_ message: String) -> DatabaseError {
    DatabaseError(.undecodable, message, statement: statement?.text)
  }
}
