import Basics

/// A column whose values are sealed with a key of their tenant: `bytea`, each value bound to its row.
///
/// A feature declares its own, so that a rotation finds every value. The table has one column that tells a tenant's rows
/// apart; its text, as PostgreSQL writes it, is the `row` of `Vault.seal`.
package struct SealedColumn: Sendable {
  package let table: StaticString
  package let column: StaticString
  /// The column that tells the rows apart.
  package let row: StaticString
  /// Of `row`, for PostgreSQL.
  package let rowType: StaticString
  /// Whether the table belongs to no tenant: then its values are sealed with the platform's keys.
  package let isGlobal: Bool
  /// What its values are bound to: its own name, or that of the column which they are copies of.
  let place: (table: StaticString, column: StaticString)

  package init(
    _ table: StaticString, _ column: StaticString, row: StaticString = "id", rowType: StaticString = "uuid",
    isGlobal: Bool = false
  ) {
    self.table = table
    self.column = column
    self.row = row
    self.rowType = rowType
    self.isGlobal = isGlobal
    place = (table, column)
  }

  /// For sealed values that are kept elsewhere as they are, such as what an undoing puts back. A row may be there several
  /// times.
  package init(
    copyOf original: SealedColumn, in table: StaticString, _ column: StaticString, row: StaticString
  ) {
    self.table = table
    self.column = column
    self.row = row
    rowType = original.rowType
    isGlobal = original.isGlobal
    place = original.place
  }

  package var name: String { "\(table).\(column)" }
}

extension SealedColumn: Hashable {
  package static func == (a: SealedColumn, b: SealedColumn) -> Bool { a.name == b.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
