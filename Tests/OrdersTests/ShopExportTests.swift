import Basics
import Imports
import TestKit
import Testing

@testable import Orders

@Suite struct `Importing what a shop system exports` {
  let folder: Folder
  let books: Books

  init() async throws {
    folder = try Folder()
    books = try await Books()
  }

  private static let shopify = """
    Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,\
    Lineitem name,Lineitem price,Lineitem sku,Billing Name,Shipping City,Shipping Province,Shipping Country,\
    Cancelled at,Refunded Amount
    #1001,Ann@Example.com,paid,GBP,30.00,5.00,6.00,38.00,3.00,2026-03-02 10:15:00 +0000,2,Mug,10.00,MUG,Ann Lee,Leeds,ENG,GB,,0.00
    #1001,ann@example.com,,,,,,,,2026-03-02 10:15:00 +0000,1,Bag,10.00,,,,,,,
    #1002,bob@example.com,paid,USD,20.00,0,0,20.00,0,2026-03-03 10:15:00 +0000,1,Mug,20.00,MUG,Bob,,,US,,0.00
    #1002,bob@example.com,,,,,,,,2026-03-03 10:15:00 +0000,1,Bag,20.00,BAG,,,,,,
    #1003,cat@example.com,voided,GBP,10.00,2.00,0,12.00,0,2026-03-04 10:15:00 +0000,1,Mug,10.00,MUG,Cat,,,GB,2026-03-04,0.00
    #1004,dan@example.com,refunded,GBP,10.00,0,2.00,10.00,0,2026-03-05 10:15:00 +0000,1,Mug,10.00,MUG,Dan,,,GB,2026-03-06,10.00

    """

  @Test func `takes Shopify's orders with what is the whole order's`() async throws {
    defer { folder.remove() }
    let path = try folder.write(Array(Self.shopify.utf8), to: "orders_export.csv")
    let imported = try await books.bring(path)
    let lines = try await books.contents().filter { $0.hasPrefix("line") }.map {
      $0.replacing("line ", with: "").replacing(".000000 ", with: " ")
    }
    let last = ImportedLine.orderPositions
    #expect(
      lines
        == [
          "#1001 1 product f MUG Mug 2 10 2000", "#1001 2 product f Bag Bag 1 10 1000",
          "#1001 \(last + 1) postage t SHIPPING Shipping 1 5 500",
          "#1001 \(last + 2) discount t DISCOUNT Discount -1 3 -300",
          "#1001 \(last + 3) tax t TAX Taxes 1 6 600",
          "#1003 1 adjustment f MUG Mug 1 10 1000", "#1004 1 product f MUG Mug 1 10 1000",
          "#1004 \(last + 4) product t REFUNDED Refunded -1 10 -1000",
        ].sorted())
    #expect(imported.report?.refused == [ImportCount("currency currency", 2)])
    let counts = Dictionary(uniqueKeysWithValues: (imported.report?.counts ?? []).map { ($0.key, $0.count) })
    #expect(counts["void"] == 1)
    #expect(counts["tax_included"] == 1)
    #expect(counts["order_lines"] == 4)
    #expect(counts["without_code"] == 1)
    let orders = try await books.contents().filter { $0.hasPrefix("order") }
    #expect(orders.contains { $0.contains("#1003 other cancelled") })
    #expect(orders.contains { $0.contains("#1004 order") && $0.contains(" 1000 1000 0 0 2") })
    #expect(orders.contains { $0.contains("#1001 order delivered f GB") })
    #expect(
      try await books.contents().contains {
        $0.hasPrefix("customer") && $0.contains(" Ann Lee GB")
      })
    #expect(try await books.bring(path).progress.outcome == BatchOutcome(known: 8))
  }

  @Test func `takes WooCommerce's items, whose every row names the whole order's`() async throws {
    defer { folder.remove() }
    let text = """
      Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),City (Billing),Country Code (Billing),\
      Email (Billing),Phone (Billing),Cart Discount Amount,Order Shipping Amount,Order Total Amount,\
      Order Total Tax Amount,SKU,Item Name,Quantity (- Refund),Item Cost
      71,wc-completed,2026-03-02 10:15,Ann,Lee,Leeds,GB,ann@example.com,,2.00,4.00,34.00,2.00,MUG,Mug,2,10.00
      71,wc-completed,2026-03-02 10:15,Ann,Lee,Leeds,GB,ann@example.com,,2.00,4.00,34.00,2.00,BAG,Bag,1,10.00
      72,wc-failed,2026-03-02 11:15,Bob,Roy,York,GB,bob@example.com,,0,4.00,14.00,0,MUG,Mug,1,10.00

      """
    let path = try folder.write(Array(text.utf8), to: "orders.csv")
    let imported = try await books.bring(path)
    #expect(imported.report?.refusedRows == 0)
    let orders = try await books.contents().filter { $0.hasPrefix("order") }
    #expect(orders.contains { $0.contains(" 71 order delivered f GB") && $0.hasSuffix(" 3000 0 400 3400 5") })
    #expect(orders.contains { $0.contains(" 72 other cancelled f GB") && $0.hasSuffix(" 0 0 0 0 1") })
    #expect(
      try await books.contents().contains {
        $0.hasPrefix("customer") && $0.contains(" Ann Lee GB")
      })
  }
}
