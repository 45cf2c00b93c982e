import Basics

/// One row of a file of products, read and understood.
package struct CatalogRow: Sendable {
  /// What the source calls the product.
  var key: String
  /// Which columns the file has: what it has none for stays as it is.
  let says: CatalogColumns
  /// A row of a product with one variant, which another row may claim for its own.
  let standsAlone: Bool
  /// What the row says of the product; nil for one that only adds to a product.
  var details: ProductDetails?
  /// The names of what variants differ in, as far as known by now; nil where the row says nothing of it.
  var options: [String]?
  /// The product's first picture, if it is in this row.
  var image: String?
  var variant: VariantDetails?
  /// Variants that have rows of their own elsewhere and belong to this product.
  var children: [ChildVariant] = []
}

/// The columns of a file that say something of a product or variant.
struct CatalogColumns: OptionSet, Sendable {
  let rawValue: Int

  static let price = CatalogColumns(rawValue: 1)
  static let compareAt = CatalogColumns(rawValue: 2)
  static let cost = CatalogColumns(rawValue: 4)
  static let weight = CatalogColumns(rawValue: 8)
  static let options = CatalogColumns(rawValue: 16)
}

/// What a file says of a product; nil where it says nothing.
struct ProductDetails: Sendable, Equatable {
  var name: String?
  var description: String?
  var vendor: String?
  var type: String?
  var tags: [String]?
  var status: ProductStatus?
  /// Paths from the top down.
  var categories: [CategoryPath] = []
}

/// What a file says of a variant. Numbers count only where the file has a column for them.
struct VariantDetails: Sendable, Equatable {
  var sku: String?
  /// Its place among the product's variants, from 1.
  var position: Int32
  /// The values of the product's options, in their order.
  var options: [String]
  var price: UnitPrice?
  var compareAt: UnitPrice?
  var cost: UnitPrice?
  var weight: Int64?
  var barcode: String?
  var taxClass: String?
  /// It had a sale price that was not below the price.
  var hasIdleSale = false
}

/// A variant named by its product: its row may be anywhere in the file.
struct ChildVariant: Sendable, Equatable {
  let sku: String
  let position: Int32
  let options: [String]
}
