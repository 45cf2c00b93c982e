import Basics

// WooCommerce: a product with options has a row of its own and one for each variation, which names it.
extension CatalogFormat {
  static func wooHeader(_ options: Int) -> [String] {
    [
      "Type", "SKU", "GTIN, UPC, EAN, or ISBN", "Name", "Published", "Description", "Tax class",
      "Weight (kg)",
      "Sale price", "Regular price", "Cost of goods", "Categories", "Tags", "Brands", "Images", "Parent",
    ] + (0..<options).flatMap { ["Attribute \($0 + 1) name", "Attribute \($0 + 1) value(s)"] }
  }

  static func wooRows(_ product: ExportedProduct, _ options: Int) -> [[String]] {
    if product.variants.count == 1, product.options.isEmpty {
      return [wooRow("simple", product, product.variants[0], sku: product.variants[0].sku, options: [])]
    }
    let isGroup = product.variants.isEmpty
    let values = product.options.indices.map { index in
      product.variants.map { index < $0.options.count ? $0.options[index] : "" }
    }
    let attributes = zip(product.options, values).flatMap { [$0, joined($1)] }
    let parent = wooRow(
      isGroup ? "grouped" : "variable", product, nil, sku: product.key, options: isGroup ? [] : attributes)
    return [parent.padded(to: parent.count)] + product.variants.map { wooVariation(of: product, $0, options) }
  }

  private static func wooVariation(
    of product: ExportedProduct, _ variant: ExportedVariant, _ options: Int
  ) -> [String] {
    let values = product.options.enumerated().flatMap { index, name in
      [name, index < variant.options.count ? variant.options[index].replacing(",", with: "\\,") : ""]
    }
    return [
      "variation", variant.sku, variant.barcode, product.name, published(product), "", variant.taxClass,
    ]
      + numbers(of: variant) + ["", "", "", "", product.key] + values
  }

  private static func wooRow(
    _ type: String, _ product: ExportedProduct, _ variant: ExportedVariant?, sku: String, options: [String]
  ) -> [String] {
    [
      type, sku, variant?.barcode ?? "", product.name, published(product),
      PlainText.markup(of: product.description),
      variant?.taxClass ?? "",
    ] + (variant.map(numbers) ?? ["", "", "", ""])
      + [categories(of: product), product.tags.joined(separator: ", "), product.vendor, product.image, ""]
      + options
  }

  /// Weight, sale price, regular price, cost. What it cost before is the regular price, where that is more.
  private static func numbers(of variant: ExportedVariant) -> [String] {
    let kilograms = variant.grams.map { UnitPrice(millionths: Int64($0) * 1000).description } ?? ""
    guard let price = variant.price, let before = variant.compareAt, before > price else {
      return [kilograms, "", variant.priceText, variant.costText]
    }
    return [kilograms, price.description, before.description, variant.costText]
  }

  /// Private is what is neither for sale nor to be.
  private static func published(_ product: ExportedProduct) -> String {
    switch product.status {
    case .active: "1"
    case .draft: "-1"
    case .archived: "0"
    }
  }

  private static func joined(_ values: [String]) -> String {
    var seen = Set<String>()
    return values.filter { !$0.isEmpty && seen.insert($0).inserted }.map { $0.replacing(",", with: "\\,") }
      .joined(separator: ", ")
  }
}
