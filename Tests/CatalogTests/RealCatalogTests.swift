import Basics
import Database
import Foundation
import Imports
import TestKit
import Testing

@testable import Catalog

/// Files of other people's shops, where they are at hand. Every figure here was counted in the files by other means.
private let folder = "/work/shared/data/catalogs"
private let configurable =
  "dev/tests/integration/testsuite/Magento/SampleData/_files/fixtures/ConfigurableProduct"
private let isThere = FileManager.default.fileExists(atPath: folder)

@Suite(.enabled(if: isThere, "the catalogues of other shops are not on this machine"))
struct `Catalogues of other shops` {
  private let shelves: Shelves
  init() async throws { shelves = try await Shelves() }

  private struct Expected {
    let rows: Int
    var products = 20
    let variants: Int
    let pictures: Int
    let prices: String
    let compared: String
    let markup: Int
    let tags: Int
  }

  private static let shopify = [
    "apparel": Expected(
      rows: 22, variants: 22, pictures: 0, prices: "1295", compared: "", markup: 0, tags: 20),
    "home-and-garden": Expected(
      rows: 21, variants: 21, pictures: 1, prices: "2345.84", compared: "2031.98", markup: 20, tags: 31),
    "jewelery": Expected(
      rows: 41, variants: 23, pictures: 21, prices: "980.74", compared: "806.85", markup: 2, tags: 50),
  ]

  @Test(arguments: ["apparel", "home-and-garden", "jewelery"])
  func `of Shopify's are brought whole, and once`(_ name: String) async throws {
    let file = "\(folder)/shopify/product_\(name).csv"
    let expected = try #require(Self.shopify[name])
    let imported = try await shelves.bring(file: file)
    #expect(imported.rows == [expected.rows, 0, 0, 0])
    #expect(imported.count(.products) == expected.products)
    #expect(imported.count(.variants) == expected.variants)
    #expect(imported.count(.skuless) == expected.variants)
    #expect(imported.count(.pictures) == expected.pictures)
    #expect(imported.count(.markup) == expected.markup)
    try await check(products: expected.products, variants: expected.variants, prices: expected.prices)
    let tenant = shelves.db.tenant
    let sums = try await shelves.text(
      """
      select coalesce(trim_scale(sum(compare_at))::text, '') from variants where tenant_id = \(tenant)
      union all
      select sum(cardinality(tags))::text from products where tenant_id = \(tenant)
      """)
    #expect(sums == [expected.compared, "\(expected.tags)"])
    let again = try await shelves.bring(file: file)
    #expect(again.rows == [0, 0, expected.rows, 0])
    try await shelves.undo(again)
    try await check(products: expected.products, variants: expected.variants, prices: expected.prices)
    try await shelves.undo(imported)
    #expect(try await shelves.contents().isEmpty)
  }

  @Test func `of WooCommerce's sample shop are brought whole, and once`() async throws {
    let file = "\(folder)/woocommerce/sample_products.csv"
    let imported = try await shelves.bring(file: file)
    #expect(imported.rows == [24, 0, 0, 0])
    // 9 simple, 2 of them virtual besides, 1 external, 9 variations; 2 variable and 1 grouped have none of their own.
    #expect(imported.count(.products) == 15)
    #expect(imported.count(.variants) == 21)
    #expect(imported.count(.groups) == 1)
    #expect(imported.count(.skuless) == 0)
    // Sale prices where there are some, else regular ones.
    try await check(products: 15, variants: 21, prices: "701")
    let contents = try await shelves.contents()
    #expect(contents.contains("variant cc-hoodie #1 cc-hoodie-red [Red,No] 42/45/ g "))
    #expect(contents.contains("variant cc-tee #1 cc-t-shirt-blue [Blue] 25// g "))
    #expect(contents.filter { $0.hasPrefix("category") }.count == 6)
    #expect(try await shelves.bring(file: file).rows == [0, 0, 24, 0])
    #expect(try await shelves.contents() == contents)
  }

  @Test func `of WooCommerce's own tests are brought whole, without numbers and with hardly an SKU`()
    async throws
  {
    let imported = try await shelves.bring(file: "\(folder)/woocommerce/importer_unittest_sample.csv")
    #expect(imported.rows == [7, 0, 0, 0])
    #expect(imported.count(.products) == 5)
    #expect(imported.count(.variants) == 5)
    #expect(imported.count(.pictures) == 8)
    try await check(products: 5, variants: 5, prices: "259.99")
    let contents = try await shelves.contents()
    #expect(contents.contains("variant WOOIDEA #1  [Black,M] 20// 1000g "))
    #expect(contents.contains("variant WOOIDEA #2  [Green,L] 17.99/20/ 1000g "))
    #expect(contents.contains("in Best Woo Products: Music > Albums"))
  }

  @Test(arguments: [
    ("CatalogSampleData/fixtures/SimpleProduct/products_gear_bags.csv", 14, "574", 1, 2, 6),
    ("CatalogSampleData/fixtures/SimpleProduct/products_gear_fitness_equipment.csv", 9, "131", 0, 1, 7),
    ("CatalogSampleData/fixtures/SimpleProduct/products_gear_fitness_equipment_ball.csv", 9, "246", 0, 0, 2),
    ("CatalogSampleData/fixtures/SimpleProduct/products_gear_fitness_equipment_strap.csv", 3, "52", 0, 0, 2),
    ("CatalogSampleData/fixtures/SimpleProduct/products_gear_watches.csv", 9, "533", 0, 2, 4),
    ("DownloadableSampleData/fixtures/products_training_video_download.csv", 6, "74", 0, 0, 2),
    ("BundleSampleData/fixtures/yoga_bundle.csv", 1, "", 0, 0, 2),
    ("GroupedProductSampleData/fixtures/yoga_grouped.csv", 1, "", 0, 0, 2),
    ("\(configurable)/products_men_bottoms.csv", 5, "234", 0, 0, 7),
    ("\(configurable)/products_men_tops.csv", 5, "280", 2, 0, 5),
    ("\(configurable)/products_women_bottoms.csv", 6, "298", 0, 0, 8),
    ("\(configurable)/products_women_tops.csv", 6, "278", 2, 0, 10),
  ])
  func `of Magento's sample shop are brought whole, and once`(
    _ file: String, _ products: Int, _ prices: String, _ reduced: Int, _ idle: Int, _ categories: Int
  ) async throws {
    let path = "\(folder)/magento/sample_data/\(file)"
    let imported = try await shelves.bring(file: path)
    #expect(imported.rows == [products, 0, 0, 0])
    #expect(imported.count(.idleSales) == idle)
    #expect(imported.count(.markup) == products)
    try await check(products: products, variants: products, prices: prices)
    let tenant = shelves.db.tenant
    let counts = try await shelves.db.all(
      """
      select count(*) from variants where tenant_id = \(tenant) and compare_at is not null
      union all
      select count(*) from categories where tenant_id = \(tenant)
      """, as: Int.self)
    #expect(counts == [reduced, categories])
    let marked = try await shelves.text(
      "select source_key from products where tenant_id = \(tenant) and description ~ '<(p|li|ul)>|&[a-z]+;'")
    #expect(marked.isEmpty)
    #expect(try await shelves.bring(file: path).rows == [0, 0, products, 0])
  }

  @Test func `of Magento's may hold prices alone`() async throws {
    try await shelves.bring("sku,name,price\nWJ01,Jacket,60\n")
    let imported = try await shelves.bring(
      file: "\(folder)/magento/sample_data/MsrpSampleData/fixtures/products_msrp.csv")
    #expect(imported.rows == [11, 1, 0, 0])
    #expect(try await shelves.contents().contains("variant WJ01 #1 WJ01 [] 60/79.99/ g "))
    #expect(try await shelves.contents().contains("product shop/WJ01 \"Jacket\" ||active|||"))
  }

  private func check(products: Int, variants: Int, prices: String) async throws {
    let tenant = shelves.db.tenant
    let found = try await shelves.text(
      """
      select count(*)::text from products where tenant_id = \(tenant)
      union all
      select count(*)::text from variants where tenant_id = \(tenant)
      union all
      select coalesce(trim_scale(sum(price))::text, '') from variants where tenant_id = \(tenant)
      """)
    #expect(found == ["\(products)", "\(variants)", prices])
  }
}
