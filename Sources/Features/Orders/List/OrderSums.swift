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
    // Where the days know many, there is no use in looking at rows.
    if !match.isNarrow, let stated = try await stated(match, in: db), stated.orders > match.looked {
      return totals(stated, of: match, isCounted: false)
    }
    if let floor = match.floor { return .more(than: floor) }
    return totals(try await counted(match, in: db), of: match, isCounted: true)
  }

  private static func totals(_ sums: OrderSums, of match: ListMatch<OrderList>, isCounted: Bool) -> ListTotals
  {
    let values = match.search.values
    if isCounted && sums.looked > match.looked { return .atLeast(sums.entries) }
    let figures = figures(
      sums, ofProduct: values["product"] != nil, isCounted || values["kind"] == nil, match.scope.currency)
    return isCounted || sums.entries > 0
      ? ListTotals(count: sums.entries, figures: figures)
      : ListTotals(
        count: sums.orders, isMore: true, counted: "\(sums.orders) orders, cancellations apart", figures: figures)
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
        ofProduct ? "Net sales of it" : "Net sales", money(sums.gross.subtractingLimited(sums.refunds)),
        help: SalesFigures.netMeaning),
    ]
  }

  /// Of the newest rows that fit the outline; exact where there are no more.
  static func counted(_ match: ListMatch<OrderList>, in db: TenantDatabase) async throws -> OrderSums {
    let variants = match.search.values["product"] == nil ? nil : match.scope.keys["product"] ?? []
    let figures = variants.map { amounts(of: $0, match.scope) } ?? "select t.gross, t.refunds"
    return try await db.one(
      """
      select count(*), count(*) filter (where t.matches), count(*) filter (where t.matches and t.kind = 'order'),
             \(fragment: .total("sum(figures.gross)")), \(fragment: .total("sum(figures.refunds)"))
        from (select (\(fragment: match.rest)) as matches, t.id, t.kind, t.gross, t.refunds
                from (\(fragment: match.isNarrow ? few(match) : newest(match, in: db))) t) t
        left join lateral (\(fragment: figures)) figures on t.matches
      """)
  }

  private static func few(_ match: ListMatch<OrderList>) -> SQL {
    "\(fragment: source) where \(fragment: match.outline) limit \(match.looked + 1)"
  }

  /// Week by week from the last one back: with `order by` the planner, who thinks that a business has few orders, would
  /// read and sort all of them.
  private static func newest(_ match: ListMatch<OrderList>, in db: TenantDatabase) -> SQL {
    """
    select t.tenant_id, t.id, t.source_number, t.number, t.source, t.kind, t.state, t.customer_id, t.placed_at,
           t.local_date, t.local_hour, t.local_weekday, t.previous_date, t.currency, t.gross, t.refunds, t.charges, t.total, t.line_count,
           t.country, t.region, t.city, t.import_id
      from (select min(placed_at) as first, max(placed_at) as last from orders where tenant_id = \(db.tenant)) span
      cross join lateral generate_series(span.last, span.first - interval '7 days', interval '-7 days') week
      cross join lateral (
        \(fragment: source)
         where \(fragment: match.outline) and t.placed_at <= week and t.placed_at > week - interval '7 days'
        offset 0) t
     limit \(match.looked + 1)
    """
  }

  /// What the lines of some variants come to in an order, as `SalesFigures` has it: sold, and taken back. One variant is
  /// looked up in the index of its lines; of several the planner thinks too many.
  private static func amounts(of variants: [RecordID<ListFilter>], _ scope: ListScope) -> SQL {
    let isOne: SQL = variants.count == 1 ? "l.variant_id = \(variants[0])" : "l.variant_id = any(\(variants))"
    return """
      select sum(l.amount) filter (where t.kind <> 'cancellation' and l.amount > 0) as gross,
             -sum(l.amount) filter (where t.kind = 'cancellation' or l.amount < 0) as refunds
        from order_lines l
       where t.matches and l.tenant_id = \(scope.tenant) and l.order_id = t.id and l.head = 'product'
         and \(fragment: isOne)
      """
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
             \(fragment: .total("sum(d.gross)")), \(fragment: .total("sum(d.refunds)"))
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
      let country = values["country"].map { country -> SQL in "d.country = \(OrderList.place(country))" }
      let region = values["region"].map { region -> SQL in "d.region = \(OrderList.place(region))" }
      return ("sales_places", [country, region].compactMap { $0 })
    }
    if match.asksOnly(common.union(["product"])), values["product"] != nil {
      return ("variant_days", ["d.variant_id = any(\(match.scope.keys["product"] ?? []))"])
    }
    return nil
  }
}
