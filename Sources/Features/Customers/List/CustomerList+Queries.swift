import Basics
import Database
import Imports
import Lists
import Looks

extension CustomerList {
  static func choices(in db: TenantDatabase) async throws -> [String: [Option]] {
    async let countries = DistinctWords.all("country", of: "customers", in: db)
    async let regions = DistinctWords.all("region", of: "customers", in: db)
    return [
      "country": try await countries,
      "region": try await regions,
    ]
  }

  static func names(in search: ListSearch<CustomerList>, in db: TenantDatabase) async throws
    -> [String: String]
  {
    let name = try await Import.fileName(of: search.values["import"], in: db)
    return name.map { ["import": $0] } ?? [:]
  }

  static func totals(_ match: ListMatch<CustomerList>, in db: TenantDatabase) async throws -> ListTotals {
    async let nobodys = db.one(
      "select coalesce(sum(anonymous_orders), 0)::bigint from reporting.sales_days where tenant_id = \(db.tenant)",
      as: Int.self)
    if let floor = match.floor { return .more(than: floor, note: note(try await nobodys)) }
    let sums = try await db.one(
      """
      select count(*), count(*) filter (where t.matches), coalesce(sum(t.orders) filter (where t.matches), 0)::bigint,
             \(fragment: .total("sum(t.gross) filter (where t.matches)")),
             \(fragment: .total("sum(t.refunds) filter (where t.matches)"))
        from (select (\(fragment: match.rest)) as matches, t.orders, t.gross, t.refunds
                from (\(fragment: match.isNarrow ? few(match) : newest(match, in: db))) t) t
      """, as: CustomerSums.self)
    return sums.totals(
      match.scope.currency, isMore: sums.looked > match.looked, note: note(try await nobodys))
  }

  private static func note(_ nobodys: Int) -> (text: Message, path: String)? {
    nobodys == 0
      ? nil
      : (
        "\(nobodys) orders name no customer. They are joined to nobody, and are not in these figures.",
        "/orders?kind=order&customer=none"
      )
  }
}

extension CustomerList {
  private static func few(_ match: ListMatch<CustomerList>) -> SQL {
    "\(fragment: source) where \(fragment: match.outline) limit \(match.looked + 1)"
  }

  /// By thousands of their numbers from the last back; see the same of orders.
  private static func newest(_ match: ListMatch<CustomerList>, in db: TenantDatabase) -> SQL {
    """
    select t.tenant_id, t.id, t.number, t.source_key, t.name, t.name_key, t.surname_key, t.contact, t.email_print,
           t.phone_print, t.country, t.region, t.city, t.tags, t.accepts_marketing, t.orders, t.gross, t.refunds, t.net, t.first_order, t.last_order,
           t.last_order_key, t.import_id
      from (select max(number) as last from customers where tenant_id = \(db.tenant)) span
      cross join lateral generate_series(span.last, 1, -1000) block
      cross join lateral (
        \(fragment: source)
         where \(fragment: match.outline) and t.number <= block and t.number > block - 1000
        offset 0) t
     limit \(match.looked + 1)
    """
  }
}

/// What some customers have bought.
struct CustomerSums: FromRow {
  let looked: Int
  let customers: Int
  let orders: Int
  let gross: Int64
  let refunds: Int64

  init(row: inout Row) throws {
    looked = try row.next()
    customers = try row.next()
    orders = try row.next()
    gross = try row.next()
    refunds = try row.next()
  }

  func totals(_ currency: Currency, isMore: Bool, note: (text: Message, path: String)?) -> ListTotals {
    func money(_ units: Int64) -> ListTotals.Figure.Value { .money(Money(minorUnits: units, currency)) }
    return ListTotals(
      count: isMore ? max(customers - 1, 0) : customers, isMore: isMore,
      figures: isMore
        ? []
        : [
          ListTotals.Figure("Orders", .number(orders)), ListTotals.Figure("Gross sales", money(gross)),
          ListTotals.Figure("Refunds", money(refunds)),
          ListTotals.Figure("Net sales", money(gross.subtractingLimited(refunds))),
        ],
      note: note)
  }
}
