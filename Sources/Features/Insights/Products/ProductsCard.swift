import Basics
import HTML
import Localization
import Looks

/// The products that sold most, and those that lost most.
struct ProductsCard: Sendable {
  let top: RankedBars?
  let falling: RankedBars?
  /// Said below what has fallen.
  let fallingNote: Message
  let downloadPath: String

  init(_ products: [ProductSales], _ report: SalesReport, _ words: SalesWords, downloadPath: String) {
    self.downloadPath = downloadPath
    let address = SalesAddress(path: words.path, days: report.period.days)
    func bars(_ title: Message, _ chosen: [ProductSales]) -> RankedBars? {
      chosen.isEmpty
        ? nil
        : RankedBars(
          title: words.t(title), labelTitle: words.t("Product"), valueTitle: words.t("Net sales"),
          earlierTitle: words.t("Before"), changeTitle: words.t("Change"),
          rows: chosen.map { ProductsCard.row($0, address, words) })
    }
    top = bars("Products that sold most", products.filter(\.isTop))
    falling = bars(
      "Products that lost most",
      products.filter(\.isFalling).sorted { $0.net - $0.netBefore < $1.net - $1.netBefore })
    fallingNote =
      report.lastIsOpen && report.period.count > 1
      ? "By what they sold less than in the period before, today and the last day before left out."
      : "By what they sold less than in the period before."
  }

  private static func row(_ product: ProductSales, _ address: SalesAddress, _ words: SalesWords)
    -> RankedBars.Row
  {
    RankedBars.Row(
      ChartLabel(product.name, path: "\(words.path)/products/\(product.id)"),
      note: words.t("\(product.units) pieces"), value: words.value(product.net),
      valuePath: address.product(product.id), earlier: words.value(product.netBefore),
      change: words.change(product.net, before: product.netBefore))
  }
}
