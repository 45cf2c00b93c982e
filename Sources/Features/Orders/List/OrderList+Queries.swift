import Basics
import Database
import Lists
import Localization
import Looks
import Web

extension OrderList {
  /// The countries and regions that orders name; each is one step through an index.
  static func choices(in db: TenantDatabase) async throws -> [String: [Option]] {
    async let countries = db.all(
      """
      with recursive found as (
        (select country from orders where tenant_id = \(db.tenant) order by country limit 1)
        union all
        select (select country from orders o where o.tenant_id = \(db.tenant) and o.country > f.country
                 order by country limit 1)
          from found f where f.country is not null)
      select country from found where country <> '' limit 250
      """, as: String.self)
    async let regions = db.all(
      """
      with recursive found as (
        (select region from orders where tenant_id = \(db.tenant) and region <> '' order by region limit 1)
        union all
        select (select region from orders o where o.tenant_id = \(db.tenant) and o.region <> '' and o.region > f.region
                 order by region limit 1)
          from found f where f.region is not null)
      select region from found where region is not null limit 250
      """, as: String.self)
    return [
      "country": try await countries.map { Option($0, $0) },
      "region": try await regions.map { Option($0, $0) },
    ]
  }

  /// The variants of a product, by its key, or the one with a SKU.
  static func keys(in search: ListSearch<OrderList>, in db: TenantDatabase) async throws
    -> [String: [RecordID<ListFilter>]]
  {
    guard let product = search.values["product"] else { return [:] }
    let variants: SQL =
      if let id = RecordID<ListFilter>(product) {
        "select id from variants where tenant_id = \(db.tenant) and product_id = \(id) limit 2000"
      } else {
        "select id from variants where tenant_id = \(db.tenant) and sku_key = \(product.lowercased()) limit 2000"
      }
    return ["product": try await db.all(variants)]
  }

  static func names(in search: ListSearch<OrderList>, in db: TenantDatabase) async throws -> [String: String]
  {
    var names: [String: String] = [:]
    if let id = search.values["customer"].flatMap({ RecordID<ListFilter>($0) }) {
      names["customer"] = try await db.first(
        "select name from customers where tenant_id = \(db.tenant) and id = \(id)", as: String.self)
    }
    if let id = search.values["product"].flatMap({ RecordID<ListFilter>($0) }) {
      names["product"] = try await db.first(
        """
        select case name when '' then source_key else name end from products
         where tenant_id = \(db.tenant) and id = \(id)
        """, as: String.self)
    }
    if let id = search.values["import"].flatMap({ RecordID<ListFilter>($0) }) {
      names["import"] = try await db.first(
        "select file_name from imports where tenant_id = \(db.tenant) and id = \(id)", as: String.self)
    }
    return names
  }
}

extension SQL {
  /// From a moment on, up to and without another, of which either may be missing.
  static func days(_ column: SQL, _ from: Instant?, until: Instant?) -> SQL? {
    switch (from, until) {
    case (let from?, let until?): "\(fragment: column) >= \(from) and \(fragment: column) < \(until)"
    case (let from?, nil): "\(fragment: column) >= \(from)"
    case (nil, let until?): "\(fragment: column) < \(until)"
    case (nil, nil): nil
    }
  }
}
