import Basics
import HTML
import Localization

/// Products in order: those that sold most, or those that lost most.
struct ProductsCard: Sendable {
  let id: String
  let title: Message
  let bars: RankedBars?
  let note: Message?
  /// Instead of an empty table.
  let emptyNote: Message
  let downloadPath: String?

  static func top(
    _ products: [ProductSales], _ report: SalesReport, _ words: SalesWords, downloadPath: String
  ) -> ProductsCard {
    ProductsCard(
      id: "top", title: "Products that sold most", products.filter(\.isTop), report, words,
      emptyNote: "No product was sold in these days.", downloadPath: downloadPath)
  }

  static func falling(_ products: [ProductSales], _ report: SalesReport, _ words: SalesWords) -> ProductsCard
  {
    let leavesToday = report.lastIsOpen && report.period.count > 1
    return ProductsCard(
      id: "falling", title: "Products that lost most",
      products.filter(\.isFalling).sorted { $0.net - $0.netBefore < $1.net - $1.netBefore }, report, words,
      note: leavesToday
        ? "By what they sold less than in the period before, with today and the last day before left out."
        : "By what they sold less than in the period before.",
      emptyNote: "No product sold less than in the period before.")
  }

  private init(
    id: String, title: Message, _ products: [ProductSales], _ report: SalesReport, _ words: SalesWords,
    note: Message? = nil, emptyNote: Message, downloadPath: String? = nil
  ) {
    self.id = id
    self.title = title
    self.note = note
    self.emptyNote = emptyNote
    self.downloadPath = downloadPath
    let address = SalesAddress(path: words.path, days: report.period.days)
    bars =
      products.isEmpty
      ? nil
      : RankedBars(
        title: words.t(title), labelTitle: words.t("Product"), valueTitle: words.t("Net sales"),
        earlierTitle: words.t("Before"), changeTitle: words.t("Change"),
        rows: products.map { ProductsCard.row($0, address, words) })
  }

  private static func row(
    _ product: ProductSales, _ address: SalesAddress, _ words: SalesWords
  ) -> RankedBars.Row {
    RankedBars.Row(
      ChartLabel(product.name, path: "\(words.path)/products/\(product.id)"),
      note: words.t("\(product.units) pieces"), value: words.value(product.net),
      valuePath: address.product("\(product.id)"), earlier: words.value(product.netBefore),
      change: words.change(product.net, before: product.netBefore))
  }
}
