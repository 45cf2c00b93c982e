import Basics
import Imports
import Sheets

/// To which product a row belongs, and as what.
struct ProductPlace {
  let key: String
  let sku: String
  /// Whether the row speaks of the product itself.
  let isHead: Bool
  let structure: ProductStructure?
  /// What the product has said of the variant before, if it named it.
  var child: ChildVariant?
}

extension ProductReader {
  func place(of row: borrowing SheetRow) throws(RowProblem) -> ProductPlace {
    let sku = try row.code(of: "sku", atMost: 100)
    if hasHandles { return try placeByHandle(of: row, sku) }
    let structure = ProductStructure(row.text("type"))
    if structure == .variation || !row.isEmpty("parent") {
      return try placeBelowParent(of: row, sku)
    }
    if let parent = parents[sku] {
      return ProductPlace(
        key: parent.key, sku: sku, isHead: false, structure: .variation, child: parent.child)
    }
    let key = try ownKey(of: row, sku)
    if products[key]?.isNamed == true { throw RowProblem(.twice) }
    return ProductPlace(key: key, sku: sku, isHead: true, structure: structure ?? .single)
  }

  private func placeByHandle(of row: borrowing SheetRow, _ sku: String) throws(RowProblem) -> ProductPlace {
    let handle = try row.text(of: "handle", atMost: 300)
    let key = handle.isEmpty ? try ownKey(of: row, sku) : handle
    return ProductPlace(key: key, sku: sku, isHead: products[key] == nil, structure: nil)
  }

  private func placeBelowParent(of row: borrowing SheetRow, _ sku: String) throws(RowProblem) -> ProductPlace
  {
    let parent = try row.text(of: "parent", atMost: 300)
    guard !parent.isEmpty else { throw RowProblem(.orphan) }
    return ProductPlace(key: aliases[parent] ?? parent, sku: sku, isHead: false, structure: .variation)
  }

  /// Variations that came before have called it by one of its names, and that is its key then.
  private func ownKey(of row: borrowing SheetRow, _ sku: String) throws(RowProblem) -> String {
    let number = try row.code(of: "id", atMost: 100)
    let names = [sku, number.isEmpty ? "" : "id:\(number)", row.text("name").cut(to: 300)].filter {
      !$0.isEmpty
    }
    guard let first = names.first else { throw RowProblem(.nameless) }
    return names.lazy.compactMap { aliases[$0] }.first ?? first
  }

  /// Notes a product under everything that a variation may call it.
  mutating func note(_ place: ProductPlace, number: String) {
    if place.isHead {
      products[place.key, default: ProductTrace()].isNamed = true
      if !place.sku.isEmpty { aliases[place.sku] = place.key }
      if !number.isEmpty { aliases["id:\(number)"] = place.key }
    } else if products[place.key] == nil {
      products[place.key] = ProductTrace()
    }
    aliases[place.key] = place.key
  }
}

extension RowProblem {
  init(_ problem: ProductProblem, field: String? = nil) { self.init(problem.rawValue, field: field) }
}

extension SheetRow {
  /// One line of text.
  func text(of field: String, atMost longest: Int) throws(RowProblem) -> String {
    do { return try text(field, atMost: longest) } catch { throw RowProblem(error) }
  }

  /// A code of digits or letters.
  func code(of field: String, atMost longest: Int) throws(RowProblem) -> String {
    do { return try code(field, atMost: longest) } catch { throw RowProblem(error) }
  }

  /// A number that is not below zero; nil without a value.
  func amount(of field: String) throws(RowProblem) -> UnitPrice? {
    let amount: UnitPrice?
    do { amount = try decimal(field) } catch { throw RowProblem(error) }
    if let amount, amount.millionths < 0 { throw RowProblem(.negative, field: field) }
    return amount
  }
}
