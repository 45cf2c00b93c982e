import Basics
import Imports
import Sheets

extension OrderLineReader {
  /// The lines of what a row says of its whole order. Nothing of it is a product of the shop's, and a refund is a product
  /// line that takes back what others have brought in.
  mutating func addOrderLines(
    of row: borrowing SheetRow, _ line: ImportedLine, to lines: inout [ImportedLine]
  ) throws(RowProblem) {
    if line.isVoid { return }
    let count = lines.count
    do throws(RowProblem) {
      for kind in OrderAmount.all { try add(kind, of: row, line, to: &lines) }
    } catch {
      // The row is refused as a whole.
      lines.removeLast(lines.count - count + 1)
      order?.hasAmounts = false
      throw error
    }
    tally.count(.orderLines, lines.count - count)
  }

  private mutating func add(
    _ kind: OrderAmount, of row: borrowing SheetRow, _ line: ImportedLine, to lines: inout [ImportedLine]
  ) throws(RowProblem) {
    guard let price = try money(row, kind.field), price.millionths != 0 else { return }
    if kind.head == .tax, try isInPrices(price, row) { return tally.count(.taxIncluded) }
    // Some systems write what is taken off with a minus, others without.
    let value = UnitPrice(millionths: abs(price.millionths))
    lines.append(
      ImportedLine(
        invoice: line.invoice, position: ImportedLine.orderPositions + kind.place, code: kind.code,
        description: kind.title,
        quantity: kind.sign, price: value, amount: try amount(of: kind.sign, at: value), placed: line.placed,
        buyer: line.buyer, place: line.place, head: kind.head))
  }

  /// Whether the tax is part of the prices: then what the lines and the shipping come to is the total already.
  private func isInPrices(_ tax: UnitPrice, _ row: borrowing SheetRow) throws(RowProblem) -> Bool {
    guard let subtotal = try money(row, "subtotal"), let total = try money(row, "total") else { return false }
    let shipping = try money(row, "shipping")?.millionths ?? 0
    let (sum, overflows) = subtotal.millionths.addingReportingOverflow(shipping)
    return !overflows && sum == total.millionths
  }

  private func money(_ row: borrowing SheetRow, _ field: String) throws(RowProblem) -> UnitPrice? {
    try value { () throws(SheetProblem) in try row.decimal(field) }
  }
}

/// What an order is charged, or given back, as a whole.
private struct OrderAmount {
  let field: String
  let place: Int32
  let code: String
  let title: String
  let head: LineHead
  let sign: Int64

  /// The places are lasting.
  static let all = [
    OrderAmount(field: "shipping", place: 1, code: "SHIPPING", title: "Shipping", head: .postage, sign: 1),
    OrderAmount(field: "discount", place: 2, code: "DISCOUNT", title: "Discount", head: .discount, sign: -1),
    OrderAmount(field: "tax", place: 3, code: "TAX", title: "Taxes", head: .tax, sign: 1),
    OrderAmount(field: "refund", place: 4, code: "REFUNDED", title: "Refunded", head: .product, sign: -1),
  ]
}
