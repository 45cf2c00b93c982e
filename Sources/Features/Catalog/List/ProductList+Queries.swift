import Basics
import Database
import Lists
import Looks

extension ProductList {
  static func choices(in db: TenantDatabase) async throws -> [String: [Option]] {
    async let categories = db.all(
      "select id::text, path from categories where tenant_id = \(db.tenant) order by path limit 500",
      as: NamedChoice.self)
    async let types = db.all(
      """
      with recursive found as (
        (select type from products where tenant_id = \(db.tenant) and type <> '' order by type limit 1)
        union all
        select (select type from products p where p.tenant_id = \(db.tenant) and p.type <> '' and p.type > f.type
                 order by type limit 1)
          from found f where f.type is not null)
      select type from found where type is not null limit 250
      """, as: String.self)
    async let vendors = db.all(
      """
      with recursive found as (
        (select vendor from products where tenant_id = \(db.tenant) and vendor <> '' order by vendor limit 1)
        union all
        select (select vendor from products p where p.tenant_id = \(db.tenant) and p.vendor <> ''
                   and p.vendor > f.vendor order by vendor limit 1)
          from found f where f.vendor is not null)
      select vendor from found where vendor is not null limit 250
      """, as: String.self)
    return [
      "category": try await categories.map { Option($0.value, $0.title) },
      "type": try await types.map { Option($0, $0) }, "vendor": try await vendors.map { Option($0, $0) },
    ]
  }

  static func names(in search: ListSearch<ProductList>, in db: TenantDatabase) async throws
    -> [String: String]
  {
    guard let id = search.values["import"].flatMap({ RecordID<ListFilter>($0) }) else { return [:] }
    let name = try await db.first(
      "select file_name from imports where tenant_id = \(db.tenant) and id = \(id)", as: String.self)
    return name.map { ["import": $0] } ?? [:]
  }

  static func totals(_ match: ListMatch<ProductList>, in db: TenantDatabase) async throws -> ListTotals {
    let sums = try await db.one(
      """
      select count(*), count(*) filter (where t.matches),
             \(fragment: .total("sum(t.units) filter (where t.matches)")),
             \(fragment: .total("sum(t.gross) filter (where t.matches)")),
             \(fragment: .total("sum(t.refunds) filter (where t.matches)"))
        from (select (\(fragment: match.rest)) as matches, t.units, t.gross, t.refunds
                from (\(fragment: source) where \(fragment: match.outline) limit \(ListTotals.looked + 1)) t) t
      """, as: ProductSums.self)
    return sums.totals(match.scope.currency)
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

  func totals(_ currency: Currency) -> ListTotals {
    func money(_ units: Int64) -> ListTotals.Figure.Value { .money(Money(minorUnits: units, currency)) }
    let isMore = looked > ListTotals.looked
    return ListTotals(
      count: products, isMore: isMore,
      figures: isMore
        ? []
        : [
          ListTotals.Figure("Pieces sold", .number(units)), ListTotals.Figure("Gross sales", money(gross)),
          ListTotals.Figure("Refunds", money(refunds)),
          ListTotals.Figure("Net sales", money(gross.subtractingLimited(refunds))),
        ])
  }
}
