import CPostgres

/// What can be made of one row of a result.
///
///     init(row: inout Row) throws {
///       id = try row.next()
///       number = try row.next()
///     }
///
/// Every `ColumnValue`, and an optional one, is a row of one column.
@usableFromInline package protocol FromRow {
  init(row: inout Row) throws
}

extension Optional: FromRow where Wrapped: ColumnValue {
  @inlinable package init(row: inout Row) throws { self = try row.next() }
}

/// One row of a result, read column by column from left to right.
///
/// The types of the columns are compared once a result, while its first row is read. Not copyable, so that
/// nobody can keep it: it does not own the result, which counting references for every column would cost as
/// much as decoding them.
@usableFromInline package struct Row: ~Copyable {
  @usableFromInline let result: OpaquePointer
  @usableFromInline unowned(unsafe) let rows: Rows
  @usableFromInline let index: Int32
  @usableFromInline let isFirst: Bool
  @usableFromInline var column: Int32 = 0

  @inlinable init(_ rows: Rows, _ index: Int) {
    result = rows.result
    self.rows = rows
    self.index = Int32(truncatingIfNeeded: index)
    isFirst = index == 0
  }

  /// The next column. NULL, a column of another type or no column at all is an error that names it.
  @inlinable @inline(__always)
  package mutating func next<Value: ColumnValue>(_: Value.Type = Value.self) throws -> Value {
    let bytes = try bytes(Value.self)
    // libpq gives an empty value for NULL and for '' alike: only then ask which.
    if bytes.count == 0, PQgetisnull(result, index, column) != 0 { throw rows.unexpectedNull(column) }
    column &+= 1
    return try Value.decode(bytes)
  }

  /// The next column, which may be NULL.
  @inlinable @inline(__always)
  package mutating func next<Value: ColumnValue>(_: Value?.Type = Value?.self) throws -> Value? {
    let bytes = try bytes(Value.self)
    let isNull = bytes.count == 0 && PQgetisnull(result, index, column) != 0
    column &+= 1
    return isNull ? nil : try Value.decode(bytes)
  }

  /// The next column's text without copying it: it keeps the whole result in memory for as long as it lives.
  @inlinable package mutating func nextText() throws -> ResultText {
    let bytes = try bytes(String.self)
    if bytes.count == 0, PQgetisnull(result, index, column) != 0 { throw rows.unexpectedNull(column) }
    column &+= 1
    return ResultText(rows: rows, bytes: bytes)
  }

  @inlinable @inline(__always)
  func bytes<Value: ColumnValue>(_: Value.Type) throws -> UnsafeRawBufferPointer {
    if isFirst { try rows.check(Value.self, column) }
    guard let start = PQgetvalue(result, index, column) else { throw rows.noColumn(column) }
    return UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, index, column)))
  }
}

/// Text that still lies in the result it came in.
///
/// Sendable: a result is never changed, and lives as long as this does.
@usableFromInline package struct ResultText: @unchecked Sendable {
  @usableFromInline let rows: Rows
  @usableFromInline let bytes: UnsafeRawBufferPointer

  @inlinable init(rows: Rows, bytes: UnsafeRawBufferPointer) {
    self.rows = rows
    self.bytes = bytes
  }

  @inlinable package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// UTF-8, valid during the call.
  @inlinable package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows
    -> Result
  {
    try bytes.withMemoryRebound(to: UInt8.self, body)
  }
}
