import Basics
import Database
import TestKit
import Testing

@testable import Catalog

@Suite struct `A catalogue as a file` {
  @Test(arguments: CatalogFormat.allCases)
  func `is read back as it was written`(_ format: CatalogFormat) async throws {
    let (from, to) = (try await Shelves(), try await Shelves())
    var maker = CatalogMaker(seed: UInt64(format.rawValue.utf8.count))
    try await from.bring(maker.file(products: 60, for: format))
    let written = try await from.file(format)
    let imported = try await to.bring(written)
    #expect(try await to.refusals(of: imported).isEmpty)
    let (before, after) = (try await from.contents(), try await to.contents())
    #expect(before.count > 150)
    #expect(after == before)
    #expect(try await to.descriptions() == from.descriptions())
    #expect(try await to.file(format) == written)
    #expect(try await from.bring(written).rows[..<2] == [0, 0])
  }

  @Test func `neutralises what a spreadsheet would run, and reads it back`() async throws {
    let shelves = try await Shelves()
    try await shelves.bring("Product key,Name,SKU\nk,\"=HYPERLINK(1)\",+A\n")
    let file = try await shelves.file(.own)
    #expect(file.contains("\"'=HYPERLINK(1)\""))
    let other = try await Shelves()
    try await other.bring(file)
    #expect(try await other.contents() == shelves.contents())
  }

  @Test func `is what the list asks for`() async throws {
    let shelves = try await Shelves()
    try await shelves.bring("Handle,Title,Variant SKU,Variant Price\na,Alpha,K1,1\nb,Beta,K2,2\n")
    let visitor = try await shelves.shop.visitor()
    let list = try await visitor.get(shelves.shop.path("/products?q=Beta"))
    for format in CatalogFormat.allCases { #expect(list.text.contains("format=\(format.rawValue)")) }
    let all = try await visitor.postConfirmed(shelves.shop.path("/products.csv?format=own"))
    #expect(all.text.contains("K1") && all.text.contains("K2"))
    let some = try await visitor.postConfirmed(shelves.shop.path("/products.csv?format=shopify&q=Beta"))
    #expect(some.text.contains("K2") && !some.text.contains("K1"))
  }
}

extension Shelves {
  func file(_ format: CatalogFormat) async throws -> String {
    let ids = try await db.all(
      "select id from products where tenant_id = \(db.tenant) order by source_key", as: Product.ID.self)
    let sheet = try await CatalogSheet(format, in: db)
    let lines = try await sheet.lines(of: ids, in: db)
    return String(decoding: sheet.header + lines, as: UTF8.self)
  }

  func descriptions() async throws -> [String] {
    try await text("select description from products where tenant_id = \(db.tenant) order by source_key")
  }
}

/// Catalogues made up at random, of what a format can hold.
private struct CatalogMaker {
  private var random: SeededRandom
  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private static let words = [
    "Shirt", "a, b", "say \"hi\"", "চাল ৫ কেজি", "Tom & Jerry", "5 < 6 > 4", "=1+1", "-x", "@home", "it's",
    "naïve", "x;y",
    "&amp; more", "100%",
  ]

  /// In our own format, which holds everything.
  mutating func file(products: Int, for format: CatalogFormat) -> String {
    let sheet = CatalogFormat.own
    let rows = (0..<products).flatMap { sheet.rows(product($0, for: format), 3) }
    return ([sheet.header(3)] + rows).map { row in
      row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
    }.joined(separator: "\r\n") + "\r\n"
  }

  private mutating func word() -> String { Self.words.randomElement(using: &random) ?? "" }
  private mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }

  private mutating func product(_ number: Int, for format: CatalogFormat) -> ExportedProduct {
    let isWoo = format == .woocommerce
    let width = chance(0.5) ? 0 : Int.random(in: 1...3, using: &random)
    let id = Product.ID()
    let key = "key-\(number)"
    let count = width == 0 ? 1 : Int.random(in: 2...4, using: &random)
    let variants = (0..<count).map { variant($0, of: id, key: key, width: width, isWoo: isWoo) }
    let lines = (0..<Int.random(in: 0...3, using: &random)).map { _ in word() }
    return ExportedProduct(
      id: id, key: key, name: "\(word()) \(number)",
      description: lines.joined(separator: chance(0.5) ? "\n" : "\n\n").normalizedText, vendor: word(),
      type: isWoo ? "" : word(), tags: chance(0.5) ? ["red", "চা", "2 for 1"] : [],
      status: isWoo
        ? (chance(0.5) ? .active : .draft) : ProductStatus.allCases.randomElement(using: &random) ?? .active,
      options: Array(["Size", "Colour, or so", "Fit"].prefix(width)),
      image: chance(0.5) ? "https://example.com/\(number).jpg" : "",
      categories: chance(0.6) ? ["Home", "Home > Pots, pans", "Home > Pots, pans > \(number % 3)"] : [],
      variants: variants)
  }

  private mutating func variant(
    _ index: Int, of product: Product.ID, key: String, width: Int, isWoo: Bool
  ) -> ExportedVariant {
    let price = UnitPrice(millionths: Int64.random(in: 0...50_000, using: &random) * 10_000)
    let before = UnitPrice(millionths: price.millionths + 1_000_000)
    // WooCommerce knows a product by its SKU.
    let sku = isWoo && width == 0 ? key : chance(0.7) ? "\(key)-\(index)" : ""
    return ExportedVariant(
      product: product, sku: sku, options: (0..<width).map { "\(word()) \(index)\($0)" },
      price: chance(0.9) || isWoo ? price : nil, compareAt: chance(0.3) ? before : nil,
      cost: chance(0.5) ? UnitPrice("0.125") : nil, barcode: chance(0.3) ? "0123\(index)" : "",
      taxClass: chance(0.2) ? "reduced" : "",
      grams: chance(0.5) ? Int.random(in: 0...5000, using: &random) : nil)
  }
}

/// The same numbers every time (SplitMix64).
private struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
