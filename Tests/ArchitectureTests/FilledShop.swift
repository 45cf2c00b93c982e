import Basics
import Database
import Foundation
import Jobs
import Localization
import Orders
import Tenancy
import TestKit

/// A shop with a row in every table, filled as a shop is filled: by an import, an event and a job.
enum FilledShop {
  struct Filled {
    let shop: Shop
    let order: String
    var id: TenantID { shop.db.tenant }
  }

  static func make() async throws -> Filled {
    let shop = try await Shop(currency: .gbp, zone: "Europe/London")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("haat-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("orders.csv")
    try Data(lines.utf8).write(to: file)
    let zone = shop.tenant.zone
    _ = try await OrderImport.run(
      OrderImport.File(file.path, rejects: folder.appendingPathComponent("rejects.csv").path),
      into: OrderImport.Shop(db: shop.db, currency: .gbp, zone: zone))
    try await shop.db.publish(SomethingHappened())
    try await shop.db.enqueue(DoNothing())
    let order = try await shop.db.one(
      "select id::text from orders where tenant_id = \(shop.db.tenant) limit 1", as: String.self)
    return Filled(shop: shop, order: order)
  }

  private static let lines = """
    InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
    1001,A1,CLAY MUG,2,2026-11-02 10:00:00,3.25,17,United Kingdom
    1001,A2,JUTE BAG,1,2026-11-02 10:00:00,6.50,17,United Kingdom
    C1002,A1,CLAY MUG,-1,2026-11-03 11:00:00,3.25,17,United Kingdom
    1003,A1,CLAY MUG,many,2026-11-03 12:00:00,3.25,17,United Kingdom

    """
}

struct SomethingHappened: Event {
  static let name = "test.something-happened"
}

struct DoNothing: Job {
  static let name = "test.do-nothing"
  func run(_ context: JobContext) async throws {}
}
