import Basics

/// The names of a category and those above it, from the top down.
struct CategoryPath: Hashable, Sendable {
  let names: [String]

  static let separator = " > "

  /// As it is stored.
  var text: String { names.joined(separator: CategoryPath.separator) }
  var name: String { names.last ?? "" }
  /// The one above; nil at the top.
  var parent: CategoryPath? { names.count > 1 ? CategoryPath(names: Array(names.dropLast())) : nil }

  init(names: [String]) { self.names = names }

  /// `Clothing > T-shirts`, or Magento's `Default Category/Gear`, where a slash within a name has a backslash in front;
  /// nil for nothing, and for what is too long to keep.
  init?(_ text: String) {
    let isMagento = CategoryPath.roots.contains { text.hasPrefix($0) }
    let parts = isMagento ? CategoryPath.split(text, at: "/") : text.split(separator: ">")
    var names = parts.map { String($0).replacing(isMagento ? "\\/" : ">", with: "/").normalizedLine }
      .filter { !$0.isEmpty }
    if isMagento { names.removeFirst() }
    guard !names.isEmpty, names.allSatisfy({ $0.unicodeScalars.count <= 200 }) else { return nil }
    self.names = names
    if self.text.unicodeScalars.count > 1000 { return nil }
  }

  /// All the categories of a cell: between commas, or one in each line as Magento's sample files have them. A comma
  /// within a name has a backslash in front, as WooCommerce writes it.
  static func all(in cell: String) -> [CategoryPath] {
    let parts = cell.contains { $0.isNewline } ? cell.split { $0.isNewline } : split(cell, at: ",")
    var seen = Set<CategoryPath>()
    return parts.compactMap { CategoryPath(String($0).replacing("\\,", with: ",")) }
      .filter { seen.insert($0).inserted }
  }

  /// Magento's trees begin with a root that no shopper sees.
  private static let roots = ["Default Category/", "Root Catalog/", "Default Category"]

  private static func split(_ cell: String, at separator: Character) -> [Substring] {
    var parts: [Substring] = []
    var start = cell.startIndex
    var last: Character = " "
    for index in cell.indices {
      if cell[index] == separator, last != "\\" {
        parts.append(cell[start..<index])
        start = cell.index(after: index)
      }
      last = cell[index]
    }
    return parts + [cell[start...]]
  }
}
