import Basics
import Imports
import Sheets

/// Makes rows of a catalogue of the rows of a file: finds to which product each belongs, and which variant it is.
package struct ProductReader: ImportReader {
  /// Shopify has three, WooCommerce any number.
  static let optionCount = 5

  /// Rows with the same handle are one product, as Shopify has it.
  let hasHandles: Bool
  let says: CatalogColumns
  let mapped: Set<String>
  var products: [String: ProductTrace] = [:]
  /// Keys of products by whatever else variations call them: their SKU, or `id:` and their number.
  var aliases: [String: String] = [:]
  /// Products of variants that have been named by them before their own rows came.
  var parents: [String: ParentTrace] = [:]
  var skus = Set<String>()
  /// Products with the options of a variant that has no SKU.
  var optionSets = Set<String>()
  private var met: [ProductCount: Int] = [:]

  package init(_ layout: ImportLayout) {
    mapped = Set(layout.mapping.fields.compactMap { $0 })
    hasHandles = mapped.contains("handle")
    var says = CatalogColumns()
    if mapped.contains("price") || mapped.contains("sale_price") { says.insert(.price) }
    if mapped.contains("compare_at") || mapped.contains("sale_price") { says.insert(.compareAt) }
    if mapped.contains("cost") { says.insert(.cost) }
    if mapped.contains("weight_grams") || mapped.contains("weight_kilograms") { says.insert(.weight) }
    if mapped.contains("option1_value") || mapped.contains("variations") { says.insert(.options) }
    self.says = says
  }

  package mutating func read(_ row: borrowing SheetRow, into records: inout [CatalogRow]) throws(RowProblem) {
    // It repeats a product with the words of one store, most cells empty.
    if !row.isEmpty("store_view") { return count(.storeViews) }
    let place = try place(of: row)
    records.append(try record(of: row, at: place))
  }

  package mutating func pass(_ row: borrowing SheetRow) {}
  package var place: String { "" }

  package var counts: [ImportCount] {
    ProductCount.allCases.map { ImportCount($0.rawValue, met[$0, default: 0]) }
  }

  mutating func count(_ what: ProductCount, _ times: Int = 1) { met[what, default: 0] += times }
}

/// A product, as far as the rows before say.
struct ProductTrace: Sendable {
  /// Whether it has had a row of its own, and not only one of a variation.
  var isNamed = false
  var hasImage = false
  var variants: Int32 = 0
  var options: [String] = []
}

/// Of a variant that its product has named.
struct ParentTrace: Sendable {
  let key: String
  let child: ChildVariant
}
