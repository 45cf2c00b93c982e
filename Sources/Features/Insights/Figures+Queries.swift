import Basics
import Database

extension SQL {
  /// Whether a column of dates lies in one of some ranges.
  static func days(_ ranges: [ClosedRange<LocalDate>]) -> SQL {
    ranges.isEmpty
      ? "false"
      : .joined(
        ranges.map { "local_date between \($0.lowerBound) and \($0.upperBound)" }, by: " or ")
  }
}

/// What a dashboard has to know before it knows its period.
struct FiguresState: FromRow, Sendable {
  /// Nil for a shop that has sold nothing yet.
  let firstSale: LocalDate?
  let lastSale: LocalDate?
  /// Days whose figures are being stated anew; more than a thousand are not counted.
  let staleDays: Int
  /// How many differences the last check of the figures against the rows found, and when.
  let differences: Int
  let checkedAt: Instant?

  init(row: inout Row) throws {
    firstSale = try row.next()
    lastSale = try row.next()
    staleDays = try row.next()
    differences = try row.next() ?? 0
    checkedAt = try row.next()
  }

  static func read(in db: TenantDatabase) async throws -> FiguresState {
    try await db.one(
      """
      select (select min(local_date) from reporting.sales_days where tenant_id = \(db.tenant)),
             (select max(local_date) from reporting.sales_days where tenant_id = \(db.tenant)),
             (select count(*) from (select from reporting.stale where tenant_id = \(db.tenant) limit 1000) s),
             c.differences::bigint, c.checked_at
        from (select 1) one
        left join lateral (
          select differences, checked_at
            from reporting.figure_checks
           where tenant_id = \(db.tenant)
           order by checked_at desc
           limit 1) c on true
      """)
  }
}

/// A file on its way into the books, or out of them again.
struct ImportAtWork: FromRow, Sendable {
  let id: String
  /// Where its pages are: "orders".
  let kind: String
  let state: State
  let fileName: String
  let rowsRead: Int
  let rowsExpected: Int

  enum State: String, ColumnValue, Sendable { case waiting, running, counting, paused, undoing }

  init(row: inout Row) throws {
    id = try row.next()
    kind = try row.next()
    state = try row.next()
    fileName = try row.next()
    rowsRead = try row.next()
    rowsExpected = try row.next()
  }

  static func all(in db: TenantDatabase) async throws -> [ImportAtWork] {
    try await db.all(
      """
      select id::text, kind, state, file_name, rows_read, rows_expected
        from reporting.imports_at_work
       where tenant_id = \(db.tenant)
       order by created_at
       limit 3
      """)
  }
}
