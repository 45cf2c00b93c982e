import Basics
import Database
import Imports
import Jobs
import Sheets
import Web

/// Products from a file: as Shopify, WooCommerce and Magento export them, or as we write them ourselves.
///
/// A product is known by its source's key (a handle, else its SKU, else its number, else its name), and a variant by its
/// SKU, else by its options within the product. So a repeated import changes nothing, and one with newer rows changes
/// what they say. What a file has no column for stays as it is.
package enum ProductImport: ImportKind {
  package typealias Reader = ProductReader

  package static let key = "products"
  package static let permission = Permission.importProducts

  package static var words: ImportWords {
    ImportWords(
      title: "Import products",
      introduction:
        "A CSV file of products as Shopify, WooCommerce or Magento export it, or any table with a product in each row. Variants come together under their product.",
      records: "rows of products")
  }

  package static func problem(_ reason: String) -> Message {
    switch ProductProblem(rawValue: reason) {
    case .nameless: "neither a handle, nor an SKU, nor a name"
    case .orphan: "a variation without its parent"
    case .skuTwice: "the same SKU as a row before"
    case .optionsTwice: "the same options as another variant of the product, and no SKU"
    case .twice: "the same product as a row before"
    case .nothing: "nothing but the product's handle"
    case .negative: "below zero"
    case .status: "neither active, nor draft, nor archived"
    case nil: Message(verbatim: reason)
    }
  }

  package static func meaning(of count: String) -> Message {
    switch ProductCount(rawValue: count) {
    case .products: "products"
    case .variants: "variants"
    case .priceless: "variants without a price"
    case .skuless: "variants without an SKU, known by their options"
    case .unnamed: "products without a name"
    case .pictures: "pictures beyond a product's first, left out"
    case .groups: "groups of products, kept without a variant of their own"
    case .bundles: "bundles, kept as one product each"
    case .idleSales: "sale prices not below the price, left out"
    case .storeViews: "rows of Magento's that say a product in another language, left out"
    case .markup: "descriptions with markup, kept as plain text"
    case nil: Message(verbatim: count)
    }
  }

  package static func write(
    _ records: [CatalogRow], for target: ImportTarget, in db: TenantDatabase
  ) async throws -> BatchOutcome {
    if records.isEmpty { return BatchOutcome() }
    var batch = CatalogBatch(records)
    return try await batch.write(for: target, in: db)
  }

  package static func countKnown(
    _ records: [CatalogRow], for target: ImportTarget, in db: TenantDatabase
  ) async throws -> Int {
    let keys = try await Product.known(Array(Set(records.map(\.key))), of: target.source, in: db)
    let skus = try await Set(
      KnownVariant.all(ofSKUs: records.compactMap(\.variant?.sku), in: db).compactMap(\.sku))
    return records.count { keys[$0.key] != nil || ($0.variant?.sku.map(skus.contains) ?? false) }
  }

  /// What variants have sold moved with them: whoever keeps the figures restates those of the products.
  package static func restate(_ target: ImportTarget, in db: TenantDatabase) async throws {
    guard try await Product.hasStale(in: db) else { return }
    try await db.transaction { db in try await db.publish(ProductsChanged()) }
  }

  package static func undo(
    _ id: Import.ID, counting outcome: inout UndoOutcome, in db: TenantDatabase
  ) async throws -> Bool {
    try await Product.undoImport(id, counting: &outcome, in: db)
  }
}

extension Permission {
  package static let importProducts = Permission(
    "products.import", "Import products",
    "Brings files of products: makes new ones, changes those that are here, and can take it back.",
    roles: [.admin, .seller])
}

/// Why a row of products cannot be taken. The names are lasting.
enum ProductProblem: String, Error, CaseIterable {
  case nameless, orphan, twice, nothing, negative, status
  case skuTwice = "sku_twice"
  case optionsTwice = "options_twice"
}

/// What is counted in a file of products. The names are lasting.
enum ProductCount: String, CaseIterable {
  case products, variants, priceless, skuless, unnamed, pictures, groups, bundles, markup
  case idleSales = "idle_sales"
  case storeViews = "store_views"
}
