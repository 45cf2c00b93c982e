import Basics
import HTML
import Lists
import Localization
import Looks
import Web

/// One product: what it is, and how it sells.
struct ProductPage: Sendable {
  let shell: Shell
  let facts: ProductFacts
  let neighbours: ListNeighbours
  let variants: [VariantFacts]
  let tiles: [StatTile]
  let months: BarChart?
  let days: BarChart
  let period: ClosedRange<LocalDate>
  let periodFigures: [(title: Message, value: String)]
  let customers: [Companion]
  let together: [Companion]
  let currency: Currency
  /// Where the pages of the business begin.
  let base: String
  /// What the form of the period keeps of the address.
  let listQuery: [(name: String, value: String)]

  var path: String { "\(base)/products/\(facts.id)" }
  var ordersPath: String { "\(base)/orders?product=\(facts.id)" }
  var periodOrdersPath: String { "\(base)/orders?from=\(period.lowerBound)&to=\(period.upperBound)&product=\(facts.id)" }
  func customerPath(_ companion: Companion) -> String { "\(base)/customers/\(companion.id)" }
  func productPath(_ companion: Companion) -> String { "\(base)/products/\(companion.id)" }

  func net(of variant: VariantFacts) -> Money { Money(minorUnits: variant.net, currency) }

  /// The paragraphs of the description without markup.
  var paragraphs: [String] { PlainText.paragraphs(of: facts.description) }

  var hasCosts: Bool { variants.contains { $0.cost != nil } }
  var hasEarlierPrices: Bool { variants.contains { $0.compareAt != nil } }
  var hasBarcodes: Bool { variants.contains { !$0.barcode.isEmpty } }
}

/// Words of a text that may hold markup.
enum PlainText {
  static func paragraphs(of text: String) -> [String] {
    var plain = ""
    var tag: String?
    for character in text {
      switch (character, tag) {
      case ("<", nil): tag = ""
      case (">", let name?):
        if isBreak(name) { plain += "\n" }
        tag = nil
      case (_, let name?): if name.utf8.count < 12 { tag = name + String(character) }
      case (_, nil): plain.append(character)
      }
    }
    return entities.reduce(plain) { $0.replacing($1.name, with: $1.text) }
      .split(separator: "\n").map { String($0).normalizedLine }.filter { !$0.isEmpty }
  }

  private static func isBreak(_ tag: String) -> Bool {
    let name = tag.lowercased().drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
    return ["p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "tr", "table"].contains(String(name))
  }

  /// The ampersand last, so that nothing is taken for an entity that was none.
  private static let entities: [(name: String, text: String)] = [
    ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
  ]
}
