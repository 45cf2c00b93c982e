import Basics
import Database
import Imports
import Lists
import Localization
import Looks
import Web

extension OrderList {
  /// The countries and regions that orders name; each is one step through an index.
  static func choices(in db: TenantDatabase) async throws -> [String: [Option]] {
    async let countries = DistinctWords.all("country", of: "orders", in: db)
    async let regions = DistinctWords.all("region", of: "orders", in: db)
    let none = Option(unnamed, unnamed)
    return try await [
      "country": countries.isEmpty ? [] : countries + [none],
      "region": regions.isEmpty ? [] : regions + [none],
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
    names["import"] = try await Import.fileName(of: search.values["import"], in: db)
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
