/// A value that a column can hold: bound by interpolation, read by `row.next()`.
///
/// An enum over String or Int needs no more than the name of this protocol; a type of your own that is kept
/// as another one conforms to `StoredAs`.
@usableFromInline package protocol ColumnValue: FromRow, Sendable {
  /// What it is sent as.
  static var columnType: ColumnType { get }
  /// Whether a result's column of this type can be read; asked once per column of a result.
  static func reads(_ oid: UInt32) -> Bool
  /// From PostgreSQL's binary format. The bytes live as long as the call.
  static func decode(_ bytes: UnsafeRawBufferPointer) throws -> Self
  /// In PostgreSQL's binary format.
  func encode(into bytes: inout ColumnBytes)
}

/// A type of PostgreSQL, and its array's, by the numbers of `pg_type`.
@usableFromInline package struct ColumnType: Hashable, Sendable {
  @usableFromInline package let oid: UInt32
  @usableFromInline package let arrayOID: UInt32

  @inlinable package init(oid: UInt32, arrayOID: UInt32) {
    self.oid = oid
    self.arrayOID = arrayOID
  }

  @usableFromInline package static let bool = ColumnType(oid: 16, arrayOID: 1000)
  @usableFromInline package static let bytea = ColumnType(oid: 17, arrayOID: 1001)
  @usableFromInline package static let int8 = ColumnType(oid: 20, arrayOID: 1016)
  @usableFromInline package static let int2 = ColumnType(oid: 21, arrayOID: 1005)
  @usableFromInline package static let int4 = ColumnType(oid: 23, arrayOID: 1007)
  @usableFromInline package static let text = ColumnType(oid: 25, arrayOID: 1009)
  @usableFromInline package static let float8 = ColumnType(oid: 701, arrayOID: 1022)
  @usableFromInline package static let date = ColumnType(oid: 1082, arrayOID: 1182)
  @usableFromInline package static let timestamptz = ColumnType(oid: 1184, arrayOID: 1185)
  @usableFromInline package static let numeric = ColumnType(oid: 1700, arrayOID: 1231)
  @usableFromInline package static let uuid = ColumnType(oid: 2950, arrayOID: 2951)
  @usableFromInline package static let jsonb = ColumnType(oid: 3802, arrayOID: 3807)
}

extension ColumnValue {
  @inlinable package static func reads(_ oid: UInt32) -> Bool { oid == columnType.oid }

  /// A row of this one column.
  @inlinable package init(row: inout Row) throws { self = try row.next() }
}

/// A type that is kept in a column as another one.
@usableFromInline package protocol StoredAs: ColumnValue {
  associatedtype Stored: ColumnValue
  /// Throws or gives nil where the column holds what this type refuses.
  init?(stored: Stored) throws
  var stored: Stored { get }
}

extension StoredAs {
  @inlinable package static var columnType: ColumnType { Stored.columnType }
  @inlinable package static func reads(_ oid: UInt32) -> Bool { Stored.reads(oid) }

  @inlinable package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> Self {
    guard let value = try Self(stored: Stored.decode(bytes)) else {
      throw DatabaseError.unreadable(Self.self)
    }
    return value
  }

  @inlinable package func encode(into bytes: inout ColumnBytes) { stored.encode(into: &bytes) }
}

extension ColumnValue where Self: RawRepresentable, RawValue: ColumnValue {
  @inlinable package static var columnType: ColumnType { RawValue.columnType }
  @inlinable package static func reads(_ oid: UInt32) -> Bool { RawValue.reads(oid) }

  @inlinable package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> Self {
    guard let value = try Self(rawValue: RawValue.decode(bytes)) else {
      throw DatabaseError.unreadable(Self.self)
    }
    return value
  }

  @inlinable package func encode(into bytes: inout ColumnBytes) { rawValue.encode(into: &bytes) }
}
