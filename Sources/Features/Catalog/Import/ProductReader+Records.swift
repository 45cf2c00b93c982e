import Basics
import Imports
import Sheets

extension ProductReader {
  /// Reads everything before it notes anything, so that a row which is refused leaves no trace.
  mutating func record(of row: borrowing SheetRow, at place: ProductPlace) throws(RowProblem) -> CatalogRow {
    let pictures = try pictures(of: row)
    let options = try options(of: row, at: place)
    let variant = try variant(of: row, at: place, options: options)
    let trace = products[place.key] ?? ProductTrace()
    if !place.isHead, variant == nil, pictures.isEmpty { throw RowProblem(.nothing) }
    var record = CatalogRow(key: place.key, says: says, standsAlone: place.structure == .single)
    if place.isHead { record.details = try details(of: row, hasHandle: hasHandles) }
    if says.contains(.options), !options.isEmpty || (place.isHead && place.structure != .varying) {
      record.options = place.isHead ? options.map(\.name) : names(options, after: trace)
    }
    record.children = children(of: row, at: place)
    if !record.children.isEmpty { record.options = children(named: record.children, in: row) }
    record.variant = variant
    record.image = trace.hasImage ? nil : pictures.first
    note(place, number: try row.code(of: "id", atMost: 100))
    note(record, pictures: pictures.count, options: options, at: place)
    return record
  }

  /// An option of a variant, of which a row gives the name once and the value again and again.
  struct Option {
    let name: String
    let value: String
  }

  /// Shopify calls the one option of a product that has none `Title`, and its value `Default Title`. WooCommerce lists
  /// attributes of all kinds: those of a variation tell what differs.
  private func options(of row: borrowing SheetRow, at place: ProductPlace) throws(RowProblem) -> [Option] {
    guard place.structure == nil || place.structure == .variation else { return [] }
    if let child = place.child {
      let names = products[place.key]?.options ?? []
      return zip(names, child.options).map { Option(name: $0, value: $1) }
    }
    var options: [Option] = []
    for number in 1...ProductReader.optionCount where mapped.contains("option\(number)_value") {
      let name = try row.text(of: "option\(number)_name", atMost: 100)
      let value = try row.text(of: "option\(number)_value", atMost: 200)
      if name.isEmpty && value.isEmpty { continue }
      if number == 1, value == "Default Title" { continue }
      // WooCommerce puts a backslash before a comma within a value.
      let plain = place.structure == .variation ? value.replacing("\\,", with: ",") : value
      options.append(Option(name: name, value: plain))
    }
    return options
  }

  /// The names known before, with those of a variation that are new. nil when there is none.
  private func names(_ options: [Option], after trace: ProductTrace) -> [String]? {
    var names = trace.options
    for option in options where !option.name.isEmpty && !names.contains(option.name) {
      names.append(option.name)
    }
    return names == trace.options ? nil : names
  }

  private func variant(
    of row: borrowing SheetRow, at place: ProductPlace, options: [Option]
  ) throws(RowProblem) -> VariantDetails? {
    guard hasVariant(row, at: place, options) else { return nil }
    let trace = products[place.key] ?? ProductTrace()
    var variant = VariantDetails(
      position: place.child?.position ?? trace.variants + 1, options: values(options, at: place, after: trace)
    )
    if !place.sku.isEmpty { variant.sku = place.sku }
    try checkIsNew(variant, of: place.key)
    try readNumbers(of: row, into: &variant)
    if mapped.contains("barcode") { variant.barcode = try row.code(of: "barcode", atMost: 100) }
    if mapped.contains("tax_class") { variant.taxClass = try row.text(of: "tax_class", atMost: 100) }
    return variant
  }

  /// Rows of Shopify's that only add a picture have nothing of a variant. A file with handles and nothing but names has
  /// a variant in the first row of each.
  private func hasVariant(_ row: borrowing SheetRow, at place: ProductPlace, _ options: [Option]) -> Bool {
    switch place.structure {
    case .varying, .group: false
    case .single, .variation, .bundle: true
    case nil:
      !place.sku.isEmpty || !row.isEmpty("option1_value") || !options.isEmpty || !row.isEmpty("price")
        || (place.isHead && !mapped.contains("option1_value"))
    }
  }

  /// In the order of the product's options. A variation without a value of one goes with any.
  private func values(_ options: [Option], at place: ProductPlace, after trace: ProductTrace) -> [String] {
    guard place.structure == .variation, place.child == nil else { return options.map(\.value) }
    let names = names(options, after: trace) ?? trace.options
    var values = names.map { name in options.first { $0.name == name }?.value ?? "" }
    while values.last == "" { values.removeLast() }
    return values
  }

  private func checkIsNew(_ variant: VariantDetails, of key: String) throws(RowProblem) {
    if let sku = variant.sku {
      if skus.contains(sku) { throw RowProblem(.skuTwice, field: "sku") }
    } else if optionSets.contains(optionSet(of: variant, key)) {
      throw RowProblem(.optionsTwice)
    }
  }

  private func optionSet(of variant: VariantDetails, _ key: String) -> String {
    ([key] + variant.options).joined(separator: "\u{1F}")
  }

  /// A sale price is the price, and the price what it was before. Both may come: WooCommerce and Magento have them so.
  private func readNumbers(of row: borrowing SheetRow, into variant: inout VariantDetails) throws(RowProblem)
  {
    let price = try row.amount(of: "price")
    let sale = try row.amount(of: "sale_price")
    variant.compareAt = try row.amount(of: "compare_at")
    variant.price = price ?? sale
    if let price, let sale, sale < price {
      variant.price = sale
      variant.compareAt = price
    } else {
      variant.hasIdleSale = price != nil && sale != nil
    }
    variant.cost = try row.amount(of: "cost")
    let kilograms = try row.amount(of: "weight_kilograms").map { $0.millionths / 1000 }
    variant.weight = try row.amount(of: "weight_grams").map { $0.millionths / 1_000_000 } ?? kilograms
  }

  /// The addresses in a cell, of which WooCommerce puts several into one.
  private func pictures(of row: borrowing SheetRow) throws(RowProblem) -> [String] {
    let cell = try row.text(of: "image", atMost: 20_000)
    let pictures = cell.split(separator: ", ").map { String($0).normalizedLine }.filter { !$0.isEmpty }
    guard pictures.allSatisfy({ $0.utf8.count <= 2000 }) else { throw RowProblem("too_long", field: "image") }
    return pictures
  }

  private mutating func note(_ record: CatalogRow, pictures: Int, options: [Option], at place: ProductPlace) {
    var trace = products[place.key] ?? ProductTrace()
    if let names = record.options { trace.options = names }
    trace.hasImage = trace.hasImage || record.image != nil
    count(.pictures, max(0, pictures - (record.image == nil ? 0 : 1)))
    if let variant = record.variant {
      trace.variants += 1
      if let sku = variant.sku {
        skus.insert(sku)
      } else {
        optionSets.insert(optionSet(of: variant, place.key))
      }
      count(.variants)
      if says.contains(.price), variant.price == nil { count(.priceless) }
      if variant.sku == nil { count(.skuless) }
      if variant.hasIdleSale { count(.idleSales) }
    }
    products[place.key] = trace
    for child in record.children { parents[child.sku] = ParentTrace(key: place.key, child: child) }
    guard let details = record.details else { return }
    count(.products)
    if details.name == nil { count(.unnamed) }
    if place.structure == .group { count(.groups) }
    if place.structure == .bundle { count(.bundles) }
  }
}
