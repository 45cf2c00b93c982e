import Basics

/// What the words of a dashboard mean, in the reader's language: the definitions by which the figures are made.
struct FigureHelp: Sendable {
  struct Term: Sendable {
    let name: Message
    let meaning: Message
  }

  let terms: [Term] = [
    Term(
      name: "Gross sales",
      meaning: "The lines of products that were sold. A line is quantity × unit price, rounded once."),
    Term(
      name: "Refunds",
      meaning: "The product lines of cancellations, and lines of other invoices that take something back."),
    Term(name: "Net sales", meaning: "Gross sales less refunds."),
    Term(
      name: "Order",
      meaning: "An invoice that is no cancellation and has at least one product line."),
    Term(name: "Average order value", meaning: "Gross sales divided by orders."),
    Term(
      name: "New customers",
      meaning:
        "Customers whose first order ever lies in these days. Orders without a customer belong to nobody."),
    Term(
      name: "Returning customers",
      meaning: "Customers who ordered in these days and had ordered before them. Each is counted once."),
    Term(
      name: "Charges",
      meaning:
        "Postage, fees, discounts, manual lines and tax. Each stands under its own head and in no sales."),
    Term(
      name: "No sales",
      meaning: "Bad debts, lines without a price and stock adjustments. They are kept and counted."),
  ]
}
