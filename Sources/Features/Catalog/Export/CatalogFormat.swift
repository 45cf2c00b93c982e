import Basics

/// As whose file a catalogue is written. What is written is what `ProductImport` reads back, as far as the format can hold
/// it.
package enum CatalogFormat: String, CaseIterable, Sendable {
  /// Everything there is.
  case own
  case shopify, woocommerce

  package var title: Message {
    switch self {
    case .own: "All that is known"
    case .shopify: "For Shopify"
    case .woocommerce: "For WooCommerce"
    }
  }

  /// The names of the columns.
  func header(_ options: Int) -> [String] {
    switch self {
    case .own: CatalogFormat.ownHeader(options)
    case .shopify: CatalogFormat.shopifyHeader(options)
    case .woocommerce: CatalogFormat.wooHeader(options)
    }
  }

  /// The rows of a product, each a field for every column.
  func rows(_ product: ExportedProduct, _ options: Int) -> [[String]] {
    switch self {
    case .own: CatalogFormat.ownRows(product, options)
    case .shopify: CatalogFormat.shopifyRows(product, options)
    case .woocommerce: CatalogFormat.wooRows(product, options)
    }
  }
}

extension [String] {
  /// So many elements, empty ones behind.
  func padded(to count: Int) -> [String] {
    prefix(count) + [String](repeating: "", count: Swift.max(0, count - self.count))
  }
}

extension ExportedVariant {
  var priceText: String { price?.description ?? "" }
  var compareText: String { compareAt?.description ?? "" }
  var costText: String { cost?.description ?? "" }
  var gramsText: String { grams.map { "\($0)" } ?? "" }
}
