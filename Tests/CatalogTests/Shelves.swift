import App
import Basics
import Database
import Foundation
import Imports
import Jobs
import Tenancy
import TestKit

@testable import Catalog

/// A shop to bring products into, and what its catalogue holds afterwards.
struct Shelves {
  let shop: Shop

  init() async throws { shop = try await Shop(currency: .usd, zone: "America/New_York") }

  @discardableResult
  func bring(_ text: String, source: String = "shop") async throws -> Import {
    let path = NSTemporaryDirectory() + "products-\(Shop.mark()).csv"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await shop.bring(path, of: ProductImport.self, source: source)
  }

  @discardableResult
  func bring(file: String, source: String = "shop") async throws -> Import {
    try await shop.bring(file, of: ProductImport.self, source: source)
  }

  func undo(_ imported: Import) async throws {
    try await Import.undo(imported.id, of: ProductImport.self, at: .now, in: shop.db)
    let run = try await ImportRun<ProductImport>.begin(
      imported.id, undoing: true, patience: .zero, storage: TestSite.storage, in: shop.db)
    try await run?.undo()
  }

  /// What stands in the queue is done, what that queues too.
  func runJobs() async throws {
    while try await !shop.site.databases.runJobs(
      of: shop.tenant.id, by: TestSite.jobs, at: nil
    ).isEmpty {}
  }

  /// What products have sold, in pieces and in minor units.
  func sold() async throws -> [String] {
    try await text(
      """
      select format('%s %s %s', source_key, units, gross)
        from products where tenant_id = \(shop.db.tenant) order by source_key
      """)
  }

  /// Everything but keys and times of writing, without what is counted of imports.
  func contents() async throws -> [String] {
    let db = shop.db
    return try await db.all(
      """
      select format('product %s/%s "%s" %s|%s|%s|%s|%s|%s', source, source_key, name, vendor, type, status,
                    array_to_string(tags, ','), array_to_string(options, ','), image)
        from products where tenant_id = \(db.tenant)
      union all
      select format('variant %s #%s %s [%s] %s/%s/%s %sg %s', p.source_key, v.position, v.sku,
                    array_to_string(v.options, ',', '-'), trim_scale(v.price), trim_scale(v.compare_at),
                    trim_scale(v.cost), v.weight_grams, v.barcode)
        from variants v
        join products p on p.tenant_id = \(db.tenant) and p.id = v.product_id
       where v.tenant_id = \(db.tenant)
      union all
      select format('category %s', path) from categories where tenant_id = \(db.tenant)
      union all
      select format('in %s: %s', p.source_key, c.path)
        from product_categories l
        join products p on p.tenant_id = \(db.tenant) and p.id = l.product_id
        join categories c on c.tenant_id = \(db.tenant) and c.id = l.category_id
       where l.tenant_id = \(db.tenant)
      order by 1
      """, as: String.self)
  }

  func contents(_ kind: String) async throws -> [String] {
    try await contents().filter { $0.hasPrefix(kind) }
  }

  func text(_ sql: SQL) async throws -> [String] { try await shop.db.all(sql, as: String.self) }

  var db: TenantDatabase { shop.db }

  /// Orders of the same source, that no file brings.
  var orders: ImportTarget {
    ImportTarget(
      id: nil, source: "shop", shop: ImportShop(currency: shop.tenant.currency, zone: shop.tenant.zone))
  }

  /// Why rows were refused, by their lines.
  func refusals(of imported: Import) async throws -> [String] {
    try await Refusal.page(of: imported.id, behind: 0, limit: 1000, in: db).map {
      "\($0.line) \($0.problem.key)"
    }
  }
}

extension Import {
  func count(_ key: ProductCount) -> Int { report?.counts.first { $0.key == key.rawValue }?.count ?? 0 }

  /// Added, changed, known, refused.
  var rows: [Int] {
    [progress.outcome.added, progress.outcome.changed, progress.outcome.known, progress.refused]
  }
}
