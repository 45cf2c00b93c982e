import Basics
import Database

/// What the words of a sales report mean. Every figure on every page is made from these.
///
/// - A line's *amount* is quantity × unit price, rounded half to even to the currency, once.
/// - *Gross sales* are the positive product lines of invoices that are no cancellations.
/// - *Refunds* are the product lines of cancellations and the negative ones of other invoices, written positively.
/// - *Net sales* are gross sales − refunds.
/// - *Charges* are postage, fees, discounts, manual lines and tax, each also under its own head.
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
    "Refunds are the product lines of cancellations, and those of other invoices that come to less than nothing, such as a negative quantity with a price."
  package static let netMeaning: Message = "Net sales are gross sales less refunds."
  package static let chargesMeaning: Message =
    "Postage, fees, discounts and manual lines are no sales of goods; each stands under its own head."

  package static let noSalesMeaning: Message =
    "Bad debts, lines without a price and stock adjustments are no sales. They are kept and counted."

  /// The heads that are charged beside the goods.
  package static let charges: [LineHead] = [.postage, .fee, .discount, .manual, .tax]

  /// Whether the line `l` of the invoice `o` is a sale.
  static let isSale: SQL = "l.head = 'product' and l.amount >= 0 and o.kind <> 'cancellation'"

  /// Gross sales of lines `l` of invoices `o`; nothing is null. Their refunds are this less their net.
  static let gross: SQL = "sum(l.amount) filter (where \(fragment: isSale))"

  /// Sales less refunds of the same.
  static let net: SQL = "sum(l.amount) filter (where l.head = 'product')"

  /// How many pieces they sold.
  static let units: SQL = "sum(l.quantity) filter (where \(fragment: isSale))"

  /// A sum as a figure that is kept. It goes as far as 2^60, which is further than any business: one file of absurd
  /// amounts must not keep a shop from all its figures.
  static func figure(_ sum: SQL) -> SQL { .total(sum) }

  /// Makes the stored figures of some orders equal to their lines.
  static func restate(_ orders: [Order.ID], in db: TenantDatabase) async throws {
    try await db.run(
      """
      with f as materialized (\(fragment: counted("o.id = any(\(orders))", in: db)))
      update orders o
         set gross = f.gross, refunds = f.gross - f.net, charges = f.charges, total = f.net + f.charges,
             line_count = f.lines, kind = f.kind
        from f
       where o.tenant_id = \(db.tenant) and o.id = f.order_id
      """)
  }

  /// What orders `o` of which something is true come to by their lines.
  static func counted(_ condition: SQL, in db: TenantDatabase) -> SQL {
    """
    select o.id as order_id,
           count(*) as lines,
           \(fragment: figure(gross)) as gross,
           \(fragment: figure(net)) as net,
           \(fragment: figure("sum(l.amount) filter (where l.head = any(\(charges.map(\.rawValue))))")) as charges,
           case when o.kind = 'cancellation' then o.kind
                when count(*) filter (where l.head = 'product') > 0 then 'order'
                else 'other' end as kind
      from orders o
      join order_lines l on l.tenant_id = \(db.tenant) and l.order_id = o.id
     where o.tenant_id = \(db.tenant) and \(fragment: condition)
     group by o.tenant_id, o.id
    """
  }
}
