import Basics
import Localization

/// How net sales come about, what is charged beside them, and what is no sale.
struct ChargesCard: Sendable {
  struct Row: Sendable {
    let title: Message
    let values: [String]
    let isSum: Bool
    let path: String?
  }

  /// Heads of the columns of figures: the period, before, a year before.
  let columns: [Message]
  let amounts: [Row]
  let counts: [Row]

  init(_ report: SalesReport, _ words: SalesWords) {
    let period = report.period
    // Whole days: charges of a day are not told apart by the hour.
    var totals = [report.totals, SalesTotals(report.history.days(period.before))]
    columns = ["These days", "Before"] + (report.yearBefore == nil ? [] : ["A year before"])
    if let days = period.yearBefore, report.yearBefore != nil {
      totals.append(SalesTotals(report.history.days(days)))
    }
    let address = SalesAddress(path: words.path, days: period.days)
    func amount(
      _ title: Message, _ path: String? = nil, sum: Bool = false, _ figure: (SalesTotals) -> Int64
    ) -> Row {
      Row(title: title, values: totals.map { words.money(figure($0)) }, isSum: sum, path: path)
    }
    func count(_ title: Message, _ path: String? = nil, _ figure: (SalesTotals) -> Int) -> Row {
      Row(title: title, values: totals.map { words.locale.number(figure($0)) }, isSum: false, path: path)
    }
    amounts = [
      amount("Gross sales", address.orders) { $0.gross },
      amount("Refunds", address.refunds) { -$0.refunds },
      amount("Net sales", address.everything, sum: true) { $0.net },
      amount("Postage", address.head("postage")) { $0.charges.postage },
      amount("Fees", address.head("fee")) { $0.charges.fees },
      amount("Discounts", address.head("discount")) { $0.charges.discounts },
      amount("Manual lines", address.head("manual")) { $0.charges.manual },
      amount("Tax", address.head("tax")) { $0.charges.tax },
      amount("All together", address.everything, sum: true) { $0.net.addingLimited($0.charges.sum) },
    ]
    counts = [
      count("Pieces sold") { $0.units },
      count("Cancellations", address.cancellations) { $0.cancellations },
      count("Orders of nobody known", address.anonymous) { $0.anonymousOrders },
      count("Lines of bad debts", address.head("bad_debt")) { $0.noSales.badDebts },
      count("Lines without a price", address.head("zero_price")) { $0.noSales.withoutPrice },
      count("Stock adjustments", address.head("adjustment")) { $0.noSales.adjustments },
    ]
  }
}

struct ChargesRow: Sendable {
  let row: ChargesCard.Row
}
