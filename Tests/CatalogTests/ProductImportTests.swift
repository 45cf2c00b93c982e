import Basics
import Database
import Foundation
import Imports
import TestKit
import Testing

@testable import Catalog

@Suite struct `Importing products of Shopify's` {
  private let shelves: Shelves
  init() async throws { shelves = try await Shelves() }

  private let shirts = """
    Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,\
    Variant Grams,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Image Position,Cost per item,Status
    shirt,Shirt,"<p>Soft &amp; light</p><ul><li>one</li><li>two</li></ul>",Tant,Tops,"men, cotton",TRUE,Size,S,Color,Blue,\
    SH-S,200,"1,250.50",1500,'0123,https://x/a.jpg,1,700,active
    shirt,,,,,,,,M,,Blue,SH-M,210,1250.50,1500,,https://x/b.jpg,2,700,
    shirt,,,,,,,,,,,,,,,,https://x/c.jpg,3,,
    mug,Mug,,Tant,,,FALSE,Title,Default Title,,,,,300,,,,,,

    """

  @Test func `brings variants together under their handles`() async throws {
    let imported = try await shelves.bring(shirts)
    #expect(imported.state == .finished)
    #expect(imported.rows == [4, 0, 0, 0])
    #expect(
      try await shelves.contents() == [
        "product shop/mug \"Mug\" Tant||draft|||",
        "product shop/shirt \"Shirt\" Tant|Tops|active|men,cotton|Size,Color|https://x/a.jpg",
        "variant mug #1  [] 300// g ",
        "variant shirt #1 SH-S [S,Blue] 1250.5/1500/700 200g 0123",
        "variant shirt #2 SH-M [M,Blue] 1250.5/1500/700 210g ",
      ])
    #expect(imported.count(.products) == 2)
    #expect(imported.count(.variants) == 3)
    #expect(imported.count(.skuless) == 1)
    #expect(imported.count(.pictures) == 2)
    #expect(imported.count(.markup) == 1)
    let descriptions = try await shelves.text(
      "select description from products where tenant_id = \(shelves.db.tenant) and source_key = 'shirt'")
    #expect(descriptions == ["Soft & light\n\n• one\n\n• two"])
  }

  @Test func `changes nothing the second time`() async throws {
    try await shelves.bring(shirts)
    let before = try await shelves.contents()
    let again = try await shelves.bring(shirts)
    #expect(again.rows == [0, 0, 4, 0])
    #expect(try await shelves.contents() == before)
  }

  @Test func `changes what a newer file says and nothing else, and takes it back`() async throws {
    try await shelves.bring(shirts)
    let before = try await shelves.contents()
    let newer = try await shelves.bring(
      "Handle,Title,Variant SKU,Variant Price,Status\nshirt,Shirt II,SH-S,999,archived\n")
    #expect(newer.rows == [0, 1, 0, 0])
    let now = try await shelves.contents()
    #expect(
      now.contains("product shop/shirt \"Shirt II\" Tant|Tops|archived|men,cotton|Size,Color|https://x/a.jpg")
    )
    #expect(now.contains("variant shirt #1 SH-S [S,Blue] 999/1500/700 200g 0123"))
    #expect(Set(now).symmetricDifference(before).count == 4)
    try await shelves.undo(newer)
    #expect(try await shelves.contents() == before)
  }

  @Test func `is taken back without a trace`() async throws {
    let imported = try await shelves.bring(shirts)
    try await shelves.undo(imported)
    #expect(try await shelves.contents().isEmpty)
  }

  @Test func `refuses what cannot be, and says why`() async throws {
    let imported = try await shelves.bring(
      """
      Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Status
      a,A,Size,S,A-S,10,
      a,,,M,A-S,10,
      a,,,L,A-L,-1,
      a,,,XL,A-XL,ten,
      a,,,,,,
      b,B,Title,Default Title,,5,for sale
      ,,,,,5,
      c,\(String(repeating: "n", count: 501)),,,C,1,
      d,D,Title,Default Title,,,
      d,,,Default Title,,7,

      """)
    #expect(
      try await shelves.refusals(of: imported) == [
        "3 sku_twice sku", "4 negative price", "5 number price", "6 nothing", "7 status status", "8 nameless",
        "9 too_long name", "11 options_twice",
      ])
    #expect(imported.count(.priceless) == 1)
    #expect(
      try await shelves.contents("variant") == ["variant a #1 A-S [S] 10// g ", "variant d #1  [] // g "])
  }

  @Test func `brings a product whole whose rows are in two batches`() async throws {
    var text = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\n"
    for row in 0..<10_050 {
      let product = row / 100
      text +=
        "h\(product),\(row % 100 == 0 ? "Product \(product)" : ""),\(row % 100 == 0 ? "Size" : ""),S\(row),K\(row),\(row)\n"
    }
    let imported = try await shelves.bring(text)
    #expect(imported.rows == [10_050, 0, 0, 0])
    let tenant = shelves.db.tenant
    let odd = try await shelves.db.one(
      """
      select count(*) from (
        select p.id from products p join variants v on v.tenant_id = \(tenant) and v.product_id = p.id
         where p.tenant_id = \(tenant)
         group by p.id, p.source_key, p.options having p.options <> '{Size}' or max(v.position) <> count(*)
            or count(*) <> case when p.source_key = 'h100' then 50 else 100 end) odd
      """, as: Int.self)
    #expect(odd == 0)
    #expect(try await shelves.contents("product").count == 101)
  }

  @Test func `takes over the products that orders had made of its SKUs, and gives them back`() async throws {
    let named = ["SH-S", "SH-M", "OTHER"].map { sku in
      var product = NamedProduct(sku: sku)
      product.meet(name: "Sold \(sku)", at: Instant(seconds: 1_700_000_000))
      return product
    }
    let sold = try await shelves.db.transaction { db in
      try await Variant.adopt(named, for: shelves.orders, in: db)
    }
    let before = try await shelves.contents()
    let imported = try await shelves.bring(shirts)
    #expect(imported.rows == [1, 3, 0, 0])
    let products = try await shelves.contents("product")
    #expect(products.count == 3)
    #expect(products.contains("product shop/OTHER \"Sold OTHER\" ||active|||"))
    #expect(
      try await shelves.contents("variant").contains("variant shirt #2 SH-M [M,Blue] 1250.5/1500/700 210g "))
    // What was sold is what it was: the same variants.
    let now = try await shelves.db.transaction { db in
      try await Variant.adopt(named, for: shelves.orders, in: db)
    }
    #expect(now == sold)
    // A catalogue's name is not changed by a line that sells it.
    #expect(try await shelves.contents("product") == products)
    try await shelves.undo(imported)
    #expect(try await shelves.contents() == before)
  }

  @Test func `takes what was sold along with the variants, and gives it back`() async throws {
    let orders = """
      InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
      1,SH-S,small,2,2026-03-01 10:00,10,c,US
      1,SH-M,middle,1,2026-03-01 10:00,12,c,US
      2,OTHER,other,5,2026-03-02 10:00,1,c,US

      """
    let path = NSTemporaryDirectory() + "orders-\(Shop.mark()).csv"
    try orders.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await shelves.shop.bringOrders(path, source: "shop")
    let before = try await shelves.sold()
    #expect(before == ["OTHER 5 500", "SH-M 1 1200", "SH-S 2 2000"])
    let imported = try await shelves.bring(shirts)
    try await shelves.runJobs()
    #expect(try await shelves.sold() == ["OTHER 5 500", "mug 0 0", "shirt 3 3200"])
    try await shelves.undo(imported)
    try await shelves.runJobs()
    #expect(try await shelves.sold() == before)
  }

  @Test func `keeps variants that have been sold since when it is taken back`() async throws {
    let imported = try await shelves.bring(shirts)
    var named = NamedProduct(sku: "SH-S")
    named.meet(name: "sold", at: Instant(seconds: 1_700_000_000))
    let sold = [named]
    let path = NSTemporaryDirectory() + "orders-\(Shop.mark()).csv"
    let header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
    try (header + "1,SH-S,small,2,2026-03-01 10:00,10,c,US\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await shelves.shop.bringOrders(path, source: "shop")
    try await shelves.undo(imported)
    #expect(try await shelves.contents("product").count == 1)
    #expect(
      try await shelves.contents("variant") == ["variant shirt #1 SH-S [S,Blue] 1250.5/1500/700 200g 0123"])
    let known = try await shelves.db.transaction { db in
      try await Variant.adopt(sold, for: shelves.orders, in: db)
    }
    #expect(known.count == 1)
  }

  @Test func `sells a variant more of a product that lines name by its key`() async throws {
    try await shelves.bring(shirts)
    let shelved = try await shelves.contents()
    let path = NSTemporaryDirectory() + "orders-\(Shop.mark()).csv"
    let orders = """
      InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
      1,shirt,any,2,2026-03-01 10:00,10,c,US
      1,mug,a mug,1,2026-03-01 10:00,3,c,US
      1,SH-S,small,1,2026-03-01 10:00,10,c,US
      1,cup,a cup,1,2026-03-01 10:00,4,c,US

      """
    try orders.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let sold = try await shelves.shop.bringOrders(path, source: "shop")
    #expect(sold.state == .finished)
    #expect(try await shelves.sold() == ["cup 1 400", "mug 1 300", "shirt 3 3000"])
    let added = try await shelves.contents("variant").filter { !shelved.contains($0) }
    #expect(
      added == [
        "variant cup #1 cup [] // g ", "variant mug #2 mug [] // g ", "variant shirt #3 shirt [] // g ",
      ])
    let again = try await shelves.bring(shirts)
    #expect(again.rows == [0, 0, 4, 0])
  }

  @Test func `moves a variant to the product that the shop has given it to`() async throws {
    let head = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\n"
    let first = try await shelves.bring(head + "a,A,Size,S,K1,1\na,,,M,K2,2\n")
    let before = try await shelves.contents()
    let second = try await shelves.bring(head + "a,A,Size,S,K1,1\nb,B,Size,M,K2,2\n")
    #expect(
      try await shelves.contents("variant") == ["variant a #1 K1 [S] 1// g ", "variant b #1 K2 [M] 2// g "])
    try await shelves.undo(second)
    #expect(try await shelves.contents() == before)
    try await shelves.undo(first)
    #expect(try await shelves.contents().isEmpty)
  }

  @Test func `keeps what a later import has changed too when it is taken back`() async throws {
    try await shelves.bring("Handle,Title,Variant SKU,Variant Price\na,A,K1,1\n")
    let second = try await shelves.bring("Handle,Title,Variant SKU,Variant Price\na,B,K1,2\n")
    let third = try await shelves.bring("Handle,Title,Variant SKU,Variant Price\na,C,K1,3\n")
    try await shelves.undo(second)
    #expect(try await shelves.contents("variant") == ["variant a #1 K1 [] 3// g "])
    try await shelves.undo(third)
    #expect(try await shelves.contents("variant") == ["variant a #1 K1 [] 1// g "])
    #expect(try await shelves.contents("product") == ["product shop/a \"A\" ||active|||"])
  }
}
