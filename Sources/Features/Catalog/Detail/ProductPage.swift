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
  var periodOrdersPath: String {
    "\(base)/orders?from=\(period.lowerBound)&to=\(period.upperBound)&product=\(facts.id)"
  }
  func customerPath(_ companion: Companion) -> String { "\(base)/customers/\(companion.id)" }
  func productPath(_ companion: Companion) -> String { "\(base)/products/\(companion.id)" }

  func net(of variant: VariantFacts) -> Money { Money(minorUnits: variant.net, currency) }

  /// The lines of the description, which is kept as text.
  var paragraphs: [Substring] { facts.description.split(separator: "\n") }

  var hasCosts: Bool { variants.contains { $0.cost != nil } }
  var hasEarlierPrices: Bool { variants.contains { $0.compareAt != nil } }
  var hasBarcodes: Bool { variants.contains { !$0.barcode.isEmpty } }
}
