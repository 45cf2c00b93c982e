import Basics
import Database

/// What the words of a sales report mean. Every figure on every page is made from these.
///
/// - A line's *amount* is quantity × unit price, rounded half to even to the currency, once.
/// - *Gross sales* are the positive product lines of invoices that are no cancellations.
/// - *Refunds* are the product lines of cancellations and the negative ones of other invoices, written positively.
/// - *Net sales* are gross sales − refunds.
/// - *Charges* are postage, fees, discounts and manual lines, each also under its own head.
/// - Bad debts, lines without a price and stock adjustments are no sales. They are kept and counted.
/// - An *order* is an invoice that is no cancellation and has at least one product line.
/// - An invoice has the time of its earliest line and the first customer and country named on it.
/// - A line that a file holds twice is two lines.
package enum SalesFigures {
  /// The amount of a line.
  package static func amount(of quantity: Int64, at price: UnitPrice, in currency: Currency)
    throws(MoneyError)
    -> Money
  {
    try price.amount(of: quantity, in: currency)
  }

  // The same in words for the pages, shortest first.
  package static let orderMeaning: Message =
    "An order is an invoice that is no cancellation and has at least one product line."
  package static let grossMeaning: Message =
    "Gross sales are the positive product lines of invoices that are no cancellations: quantity × price, rounded once a line."
  package static let refundsMeaning: Message =
    "Refunds are the product lines of cancellations, and lines of other invoices with a negative quantity and a price."
  package static let netMeaning: Message = "Net sales are gross sales less refunds."
  package static let chargesMeaning: Message =
    "Postage, fees, discounts and manual lines are no sales of goods; each stands under its own head."

  /// The heads that are charged beside the goods.
  package static let charges: [LineHead] = [.postage, .fee, .discount, .manual]

  /// Makes the stored figures of some orders equal to their lines.
  static func restate(_ orders: [Order.ID], in db: TenantDatabase) async throws {
    try await db.run(
      """
      with f as materialized (
        select order_id,
               count(*) as lines,
               count(*) filter (where head = 'product') as products,
               coalesce(sum(amount) filter (where head = 'product'), 0) as net,
               coalesce(sum(amount) filter (where head = 'product' and amount > 0), 0) as positive,
               coalesce(sum(amount) filter (where head = any(\(charges.map(\.rawValue)))), 0) as charges
          from order_lines
         where tenant_id = \(db.tenant) and order_id = any(\(orders))
         group by order_id)
      update orders o
         set gross = case o.kind when 'cancellation' then 0 else f.positive end,
             refunds = case o.kind when 'cancellation' then 0 else f.positive end - f.net,
             charges = f.charges,
             total = f.net + f.charges,
             line_count = f.lines,
             kind = case when o.kind = 'cancellation' then o.kind when f.products > 0 then 'order' else 'other' end
        from f
       where o.tenant_id = \(db.tenant) and o.id = f.order_id
      """)
  }
}
