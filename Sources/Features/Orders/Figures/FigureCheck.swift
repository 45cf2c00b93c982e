import Basics
import Database
import Synchronization

/// A nightly count of the figures and what it found. Orders owns `figure_checks`.
package struct FigureCheck: Sendable {
  let id: RecordID<FigureCheck>
  let at: Instant
  /// How many days were counted.
  var days = 0
  /// How many figures differed.
  private(set) var found = 0
  /// The first of them.
  private(set) var differences: [FigureDifference] = []

  /// So many differences are kept of a check.
  static let most = 100

  /// All that this process has found since it began, for its metrics.
  package static let foundSinceStart = Mutex(0)

  init(at moment: Instant) {
    id = RecordID()
    at = moment
  }

  mutating func add(_ more: [FigureDifference]) {
    found += more.count
    differences += more.prefix(Self.most - differences.count)
  }

  /// Checks of three months are kept.
  func keep(in db: TenantDatabase) async throws {
    FigureCheck.foundSinceStart.withLock { $0 += found }
    try await db.run([
      """
      insert into figure_checks (tenant_id, id, checked_at, days, differences)
      values (\(db.tenant), \(id), \(at), \(days), \(JSON(differences)))
      """,
      "delete from figure_checks where tenant_id = \(db.tenant) and checked_at < \(at - .seconds(90 * 86_400))",
    ])
  }

  /// The last one, or nil before the first night.
  static func last(in db: TenantDatabase) async throws -> FigureCheck? {
    try await db.first(
      """
      select id, checked_at, days, differences
        from figure_checks
       where tenant_id = \(db.tenant)
       order by checked_at desc
       limit 1
      """)
  }
}

extension FigureCheck: FromRow {
  package init(row: inout Row) throws {
    id = try row.next()
    at = try row.next()
    days = try row.next()
    let kept: JSON<[FigureDifference]> = try row.next()
    differences = kept.value
    found = differences.count
  }
}

/// A figure that was stated otherwise than its rows come to.
struct FigureDifference: Codable, Equatable, Sendable, FromRow {
  /// Of which day or, of figures by month, of which month it is; nil where it is of all time.
  let day: LocalDate?
  /// The table.
  let kind: String
  /// Which row of the table, in words: an order's number, a product's name.
  let subject: String
  let figure: String
  /// Nil where there was no row.
  let stated: String?
  /// Nil where there should be no row.
  let counted: String?

  init(row: inout Row) throws {
    day = try row.next()
    kind = try row.next()
    subject = try row.next()
    figure = try row.next()
    stated = try row.next()
    counted = try row.next()
  }
}
