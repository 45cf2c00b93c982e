import Basics
import Database
import Lists

/// What some orders come to, counted from the rows or taken from the days that sum them up.
struct OrderSums: FromRow, Sendable {
  var looked = 0
  var entries = 0
  var orders = 0
  var gross: Int64 = 0
  var refunds: Int64 = 0

  init(row: inout Row) throws {
    looked = try row.next()
    entries = try row.next()
    orders = try row.next()
    gross = try row.next()
    refunds = try row.next()
  }
}

extension OrderList {
  static func totals(_ match: ListMatch<OrderList>, in db: TenantDatabase) async throws -> ListTotals {
    async let counted = counted(match, in: db)
    async let stated = stated(match, in: db)
    let rows = try await counted
    let isMore = rows.looked > ListTotals.looked
    let currency = match.scope.currency
    guard let sums = isMore ? try await stated : rows else {
      return ListTotals(count: rows.entries, isMore: true, figures: [])
    }
    let knowsRefunds = !isMore || match.search.values["kind"] == nil
    return ListTotals(
      count: isMore ? max(sums.entries, rows.entries) : rows.entries, isMore: isMore && sums.entries == 0,
      figures: figures(sums, ofProduct: match.search.values["product"] != nil, knowsRefunds, currency))
  }

  private static func figures(_ sums: OrderSums, ofProduct: Bool, _ knowsRefunds: Bool, _ currency: Currency)
    -> [ListTotals.Figure]
  {
    func money(_ units: Int64) -> ListTotals.Figure.Value { .money(Money(minorUnits: units, currency)) }
    let first: [ListTotals.Figure] = [
      ListTotals.Figure("Orders", .number(sums.orders), help: SalesFigures.orderMeaning),
      ListTotals.Figure(
        ofProduct ? "Gross sales of it" : "Gross sales", money(sums.gross), help: SalesFigures.grossMeaning),
    ]
    guard knowsRefunds else { return first }
    return first + [
      ListTotals.Figure(
        ofProduct ? "Refunds of it" : "Refunds", money(sums.refunds), help: SalesFigures.refundsMeaning),
      ListTotals.Figure(
        ofProduct ? "Net sales of it" : "Net sales", money(sums.gross - sums.refunds),
        help: SalesFigures.netMeaning),
    ]
  }

  /// Of the first rows that fit the outline; exact where there are no more.
  static func counted(_ match: ListMatch<OrderList>, in db: TenantDatabase) async throws -> OrderSums {
    let product = match.search.values["product"].map { variants(of: $0, match.scope) }
    let (gross, refunds) = product.map { amounts(of: $0, match.scope) } ?? ("t.gross", "t.refunds")
    return try await db.one(
      """
      select count(*), count(*) filter (where t.matches), count(*) filter (where t.matches and t.kind = 'order'),
             least(coalesce(sum(\(fragment: gross)) filter (where t.matches), 0), 1e18)::bigint,
             least(coalesce(sum(\(fragment: refunds)) filter (where t.matches), 0), 1e18)::bigint
        from (select (\(fragment: match.condition)) as matches, t.id, t.kind, t.gross, t.refunds
                from (select tenant_id, id, source_number, number, kind, state, customer_id, country, region,
                             placed_at, local_date, local_hour, previous_date, import_id, total, gross, refunds
                        from orders t
                       where \(fragment: match.outline)
                       order by placed_at desc, id desc
                       limit \(ListTotals.looked + 1)) t) t
      """)
  }

  /// What the lines of some variants come to in an order, as `SalesFigures` has it: sold, and taken back.
  private static func amounts(of variants: SQL, _ scope: ListScope) -> (SQL, SQL) {
    let lines: SQL = """
      from order_lines l
        where l.tenant_id = \(scope.tenant) and l.order_id = t.id and l.head = 'product'
          and l.variant_id in (\(fragment: variants))
      """
    return (
      """
      (select coalesce(sum(l.amount), 0)::bigint \(fragment: lines) and t.kind <> 'cancellation' and l.amount > 0)
      """,
      """
      (select coalesce(-sum(l.amount), 0)::bigint \(fragment: lines) and (t.kind = 'cancellation' or l.amount < 0))
      """
    )
  }

  /// From the days' figures, where they know what is asked for and are up to date.
  static func stated(_ match: ListMatch<OrderList>, in db: TenantDatabase) async throws -> OrderSums? {
    let values = match.search.values
    guard [nil, "order"].contains(values["kind"]), let source = source(of: match) else { return nil }
    let days = values.period.days(today: match.scope.today)
    var conditions: [SQL] = ["d.tenant_id = \(db.tenant)"]
    if let condition = SQL.between("d.local_date", days.first, days.last) { conditions.append(condition) }
    if let day = values["weekday"].flatMap({ Int32($0) }) {
      conditions.append("extract(dow from d.local_date) = \(day)")
    }
    conditions += source.conditions
    let entries: SQL = values["kind"] == nil ? "0" : "sum(d.orders)"
    return try await db.first(
      """
      select 0::bigint, coalesce(\(fragment: entries), 0)::bigint, coalesce(sum(d.orders), 0)::bigint,
             least(coalesce(sum(d.gross), 0), 1e18)::bigint, least(coalesce(sum(d.refunds), 0), 1e18)::bigint
        from \(fragment: source.table) d
       where \(fragment: .joined(conditions, by: " and "))
      having exists (select 1 from sales_days where tenant_id = \(db.tenant))
         and not exists (select 1 from stale_days where tenant_id = \(db.tenant))
      """)
  }

  /// The table that sums up by what is asked for, if there is one.
  private static func source(of match: ListMatch<OrderList>) -> (table: SQL, conditions: [SQL])? {
    let values = match.search.values
    let common: Set<String> = ["period", "from", "to", "kind", "weekday"]
    if match.asksOnly(common) { return ("sales_days", []) }
    if match.asksOnly(common.union(["hour"])), let hour = values["hour"].flatMap({ Int16($0) }) {
      return ("sales_hours", ["d.hour = \(hour)"])
    }
    if match.asksOnly(common.union(["country", "region"])) {
      let country = values["country"].map { country -> SQL in "d.country = \(country)" }
      let region = values["region"].map { region -> SQL in "d.region = \(region)" }
      return ("sales_places", [country, region].compactMap { $0 })
    }
    if match.asksOnly(common.union(["product"])), let product = values["product"] {
      return ("variant_days", ["d.variant_id in (\(fragment: variants(of: product, match.scope)))"])
    }
    return nil
  }
}
