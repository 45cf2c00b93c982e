import Basics
import Catalog
import Customers
import HTML
import Lists
import Localization
import Looks
import Web

/// One order: what was bought, what it came to, and of whom.
struct OrderPage: Sendable {
  let shell: Shell
  let order: Order
  /// Its first lines.
  let lines: [OrderLine]
  let sums: [HeadSum]
  let buyer: Buyer?
  let counterparts: [Counterpart]
  let history: OrderHistory
  let neighbours: ListNeighbours
  /// Where the pages of the business begin.
  let base: String

  var title: Message {
    switch order.kind {
    case .order: "Order \(order.sourceNumber)"
    case .cancellation: "Cancellation \(order.sourceNumber)"
    case .other: "Entry \(order.sourceNumber)"
    }
  }

  var currency: Currency { order.total.currency }

  func amount(of line: OrderLine) -> Money { Money(minorUnits: line.amount, currency) }

  /// Where not all lines are shown.
  var rest: Message? {
    lines.count < order.lineCount ? "These are the first \(lines.count) of \(order.lineCount) lines." : nil
  }

  /// The heads that stand beside the goods, each with its sum, where there is such a line.
  var charges: [(head: LineHead, sum: Money)] { SalesFigures.charges.compactMap(sum) }

  /// What stands on the invoice with an amount and is no sale.
  var badDebt: Money? { sum(of: .badDebt)?.sum }

  private func sum(of head: LineHead) -> (head: LineHead, sum: Money)? {
    sums.first { $0.head == head }.map { (head, Money(minorUnits: $0.amount, currency)) }
  }

  func address(of entry: Buyer.Entry) -> String { "\(base)/orders/\(entry.id)" }
  func address(of product: Product.ID) -> String { "\(base)/products/\(product)" }
  func address(of customer: Customer) -> String { "\(base)/customers/\(customer.id)" }

  /// Everything of the same customer.
  func listPath(of buyer: Buyer) -> String { "\(base)/orders?customer=\(buyer.customer.id)" }

  var place: String {
    [history.city, history.region, order.country].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  var counterpartsTitle: Message {
    order.kind == .order ? "Cancellations that may belong to it" : "Orders that it may belong to"
  }

  /// Every head of the page with what it means.
  var meanings: [(title: Message, text: Message)] {
    [
      ("Goods sold", SalesFigures.grossMeaning), ("Refunds", SalesFigures.refundsMeaning),
      ("Charges", SalesFigures.chargesMeaning),
      ("Total", "Goods sold less refunds, and charges."), ("No sales", SalesFigures.noSalesMeaning),
    ]
  }
}
