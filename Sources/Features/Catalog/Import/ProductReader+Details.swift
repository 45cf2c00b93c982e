import Basics
import Imports
import Sheets

extension ProductReader {
  /// What a row says of the product itself. An empty cell of a name or a status says nothing; one of a description or
  /// a brand says that there is none.
  mutating func details(of row: borrowing SheetRow, hasHandle: Bool) throws(RowProblem) -> ProductDetails {
    var details = ProductDetails()
    let name = PlainText.of(try row.text(of: "name", atMost: 500)).normalizedLine
    if !name.isEmpty { details.name = name }
    details.vendor = try said("vendor", of: row, atMost: 200)
    // The type column of others says how the row is built.
    details.type = try said("type", of: row, atMost: 200)
    if !hasHandle, let type = details.type, ProductStructure(type) != nil { details.type = nil }
    details.status = try status(of: row)
    details.tags = try tags(of: row)
    details.categories = try categories(of: row)
    details.description = try description(of: row)
    return details
  }

  private func said(_ field: String, of row: borrowing SheetRow, atMost longest: Int) throws(RowProblem)
    -> String?
  {
    mapped.contains(field) ? try row.text(of: field, atMost: longest) : nil
  }

  private mutating func description(of row: borrowing SheetRow) throws(RowProblem) -> String? {
    guard mapped.contains("description") else { return nil }
    let raw = row.raw("description")
    let text = PlainText.of(raw)
    guard text.unicodeScalars.count <= 60_000 else { throw RowProblem("too_long", field: "description") }
    if PlainText.isMarkup(raw) { count(.markup) }
    return text
  }

  private func status(of row: borrowing SheetRow) throws(RowProblem) -> ProductStatus? {
    let word = row.text("status").lowercased()
    if !word.isEmpty {
      guard let status = ProductStatus(rawValue: word) else { throw RowProblem(.status, field: "status") }
      return status
    }
    // WooCommerce: 1 public, 0 private, -1 draft. Magento: 1 on, 2 off.
    switch row.text("published").lowercased() {
    case "": return nil
    case "0", "-1", "2", "false", "no", "না": return .draft
    case "1", "true", "yes", "হ্যাঁ": return .active
    default: throw RowProblem("flag", field: "published")
    }
  }

  private func tags(of row: borrowing SheetRow) throws(RowProblem) -> [String]? {
    guard mapped.contains("tags") else { return nil }
    var seen = Set<String>()
    let tags = row.raw("tags").split { $0 == "," || $0.isNewline }.map { String($0).normalizedLine }
      .filter { !$0.isEmpty && seen.insert($0).inserted }
    guard tags.count <= 250, tags.allSatisfy({ $0.unicodeScalars.count <= 255 }) else {
      throw RowProblem("too_long", field: "tags")
    }
    return tags
  }

  private func categories(of row: borrowing SheetRow) throws(RowProblem) -> [CategoryPath] {
    let cell = row.raw("categories")
    let categories = CategoryPath.all(in: cell)
    guard categories.count <= 200, cell.utf8.count <= 50_000 else {
      throw RowProblem("too_long", field: "categories")
    }
    return categories
  }

  /// `sku=MP01-32-Black,size=32,color=Black|sku=…`: Magento's list of a product's variants, whose own rows come before
  /// or behind.
  func children(of row: borrowing SheetRow, at place: ProductPlace) -> [ChildVariant] {
    guard place.isHead, !row.isEmpty("variations") else { return [] }
    let variations = row.raw("variations").split(separator: "|").map(ProductReader.pairs)
    return variations.enumerated().compactMap { index, pairs in
      guard let sku = pairs.first(where: { $0.name == "sku" })?.value, !sku.isEmpty else { return nil }
      let options = pairs.filter { $0.name != "sku" }.map(\.value)
      return ChildVariant(sku: sku, position: Int32(index + 1), options: options)
    }
  }

  /// The names of the options that a list of variations gives.
  func children(named children: [ChildVariant], in row: borrowing SheetRow) -> [String] {
    let first = row.raw("variations").split(separator: "|").first.map(ProductReader.pairs) ?? []
    return first.filter { $0.name != "sku" }.map(\.name)
  }

  /// What has no `=` goes on with the value before: nothing marks a comma within one.
  private static func pairs(_ text: Substring) -> [Option] {
    var pairs: [Option] = []
    for piece in text.split(separator: ",") {
      let parts = piece.split(separator: "=", maxSplits: 1).map { String($0).normalizedLine }
      if parts.count == 2 {
        pairs.append(Option(name: parts[0], value: parts[1]))
      } else if let last = pairs.popLast() {
        pairs.append(Option(name: last.name, value: (last.value + "," + piece).normalizedLine))
      }
    }
    return pairs
  }
}
