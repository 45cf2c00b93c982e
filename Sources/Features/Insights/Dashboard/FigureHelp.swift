import Basics

/// What the words of a dashboard mean, in the reader's language: the definitions by which the figures are made. Those
/// of sales are the words of `SalesFigures`, which a test holds them to: this feature knows the views alone.
struct FigureHelp: Sendable {
  struct Term: Sendable {
    let name: Message
    let meaning: Message
  }

  static let grossMeaning: Message =
    "Gross sales are the positive product lines of invoices that are no cancellations: quantity × price, rounded once a line."
  static let refundsMeaning: Message =
    "Refunds are the product lines of cancellations, and those of other invoices that come to less than nothing, such as a negative quantity with a price."
  static let netMeaning: Message = "Net sales are gross sales less refunds."
  static let orderMeaning: Message =
    "An order is an invoice that is no cancellation and has at least one product line."
  static let chargesMeaning: Message =
    "Postage, fees, discounts and manual lines are no sales of goods; each stands under its own head."

  /// How the nightly check of all figures went.
  let figuresPath: String

  let terms: [Term] = [
    Term(name: "Gross sales", meaning: grossMeaning),
    Term(name: "Refunds", meaning: refundsMeaning),
    Term(name: "Net sales", meaning: netMeaning),
    Term(name: "Orders", meaning: orderMeaning),
    Term(name: "Average order value", meaning: "Gross sales divided by orders."),
    Term(
      name: "New customers",
      meaning:
        "Customers whose first order ever lies in these days. Orders without a customer belong to nobody."),
    Term(
      name: "Returning customers",
      meaning: "Customers who ordered in these days and had ordered before them. Each is counted once."),
    Term(name: "Charges", meaning: chargesMeaning),
    Term(
      name: "No sales",
      meaning: "Bad debts, lines without a price and stock adjustments. They are kept and counted."),
  ]
}
