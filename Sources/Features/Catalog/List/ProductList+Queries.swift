import Basics
import Database
import Imports
import Lists
import Looks

extension ProductList {
  static func choices(in db: TenantDatabase) async throws -> [String: [Option]] {
    async let categories = db.all(
      "select id::text, path from categories where tenant_id = \(db.tenant) order by path limit 500",
      as: NamedChoice.self)
    async let types = DistinctWords.all("type", of: "products", in: db)
    async let vendors = DistinctWords.all("vendor", of: "products", in: db)
    return [
      "category": try await categories.map { Option($0.value, $0.title) },
      "type": try await types, "vendor": try await vendors,
    ]
  }

  static func names(in search: ListSearch<ProductList>, in db: TenantDatabase) async throws
    -> [String: String]
  {
    let name = try await Import.fileName(of: search.values["import"], in: db)
    return name.map { ["import": $0] } ?? [:]
  }

  static func totals(_ match: ListMatch<ProductList>, in db: TenantDatabase) async throws -> ListTotals {
    if let floor = match.floor { return .more(than: floor) }
    let sums = try await db.one(
      """
      select count(*), count(*) filter (where t.matches),
             \(fragment: .total("sum(t.units) filter (where t.matches)")),
             \(fragment: .total("sum(t.gross) filter (where t.matches)")),
             \(fragment: .total("sum(t.refunds) filter (where t.matches)"))
        from (select (\(fragment: match.rest)) as matches, t.units, t.gross, t.refunds
                from (\(fragment: source) where \(fragment: match.outline) limit \(match.looked + 1)) t) t
      """, as: ProductSums.self)
    return sums.totals(match.scope.currency, isMore: sums.looked > match.looked)
  }
}

struct NamedChoice: FromRow {
  let value: String
  let title: String

  init(row: inout Row) throws {
    value = try row.next()
    title = try row.next()
  }
}

/// What was sold of some products.
struct ProductSums: FromRow {
  let looked: Int
  let products: Int
  let units: Int
  let gross: Int64
  let refunds: Int64

  init(row: inout Row) throws {
    looked = try row.next()
    products = try row.next()
    units = try row.next()
    gross = try row.next()
    refunds = try row.next()
  }

  func totals(_ currency: Currency, isMore: Bool) -> ListTotals {
    func money(_ units: Int64) -> ListTotals.Figure.Value { .money(Money(minorUnits: units, currency)) }
    return ListTotals(
      count: isMore ? max(products - 1, 0) : products, isMore: isMore,
      figures: isMore
        ? []
        : [
          ListTotals.Figure("Pieces sold", .number(units)), ListTotals.Figure("Gross sales", money(gross)),
          ListTotals.Figure("Refunds", money(refunds)),
          ListTotals.Figure("Net sales", money(gross.subtractingLimited(refunds))),
        ])
  }
}
