import Basics

// Formats in which the rows of one handle are the variants of one product, and the first has all that is said of it.
extension CatalogFormat {
  static func shopifyHeader(_ options: Int) -> [String] {
    ["Handle", "Title", "Body (HTML)", "Vendor", "Type", "Tags", "Published"]
      + (1...max(3, options)).flatMap { ["Option\($0) Name", "Option\($0) Value"] }
      + [
        "Variant SKU", "Variant Grams", "Variant Price", "Variant Compare At Price",
        "Variant Requires Shipping",
        "Variant Taxable", "Variant Barcode", "Image Src", "Image Position", "Variant Weight Unit",
        "Variant Tax Code", "Cost per item", "Status", "Categories",
      ]
  }

  static func shopifyRows(_ product: ExportedProduct, _ options: Int) -> [[String]] {
    let said = [
      product.name, PlainText.markup(of: product.description), product.vendor, product.type,
      product.tags.joined(separator: ", "), product.status == .active ? "TRUE" : "FALSE",
    ]
    return rows(of: product) { variant, isFirst in
      [product.key] + (isFirst ? said : said.map { _ in "" })
        + optionFields(of: product, variant, isFirst: isFirst, max(3, options))
        + (variant.map {
          [$0.sku, $0.gramsText, $0.priceText, $0.compareText, "TRUE", "TRUE", $0.barcode]
        } ?? [String](repeating: "", count: 7))
        + (isFirst && !product.image.isEmpty ? [product.image, "1"] : ["", ""])
        + [variant == nil ? "" : "g", variant?.taxClass ?? "", variant?.costText ?? ""]
        + (isFirst ? [product.status.rawValue, categories(of: product)] : ["", ""])
    }
  }

  static func ownHeader(_ options: Int) -> [String] {
    [
      "Product key", "Name", "Description", "Brand", "Product type", "Categories", "Tags", "Status",
      "Picture",
    ]
      + (0..<options).flatMap { ["Option \($0 + 1) name", "Option \($0 + 1) value"] }
      + ["SKU", "Barcode", "Price", "Compare-at price", "Cost", "Weight (g)", "Tax class"]
  }

  static func ownRows(_ product: ExportedProduct, _ options: Int) -> [[String]] {
    let said = [
      product.name, PlainText.markup(of: product.description), product.vendor, product.type,
      categories(of: product),
      product.tags.joined(separator: ", "), product.status.rawValue, product.image,
    ]
    return rows(of: product) { variant, isFirst in
      [product.key] + (isFirst ? said : said.map { _ in "" })
        + optionFields(of: product, variant, isFirst: isFirst, options)
        + (variant.map {
          [$0.sku, $0.barcode, $0.priceText, $0.compareText, $0.costText, $0.gramsText, $0.taxClass]
        } ?? [String](repeating: "", count: 7))
    }
  }

  /// A row for each variant, or one for a product without.
  private static func rows(
    of product: ExportedProduct, _ row: (ExportedVariant?, _ isFirst: Bool) -> [String]
  ) -> [[String]] {
    if product.variants.isEmpty { return [row(nil, true)] }
    return product.variants.enumerated().map { row($1, $0 == 0) }
  }

  /// The only variant of a product without options has Shopify's own words for that.
  private static func optionFields(
    of product: ExportedProduct, _ variant: ExportedVariant?, isFirst: Bool, _ count: Int
  ) -> [String] {
    guard let variant else { return [String](repeating: "", count: count * 2) }
    if product.options.isEmpty && variant.options.isEmpty {
      return [isFirst ? "Title" : "", "Default Title"].padded(to: count * 2)
    }
    let names = product.options.padded(to: count)
    return zip(names, variant.options.padded(to: count)).flatMap { [isFirst ? $0 : "", $1] }
  }

  /// A comma within a name has a backslash in front.
  static func categories(of product: ExportedProduct) -> String {
    product.categories.map { $0.replacing(",", with: "\\,") }.joined(separator: ", ")
  }
}
