import Basics
import Imports
import Sheets

/// Makes lines of orders of the rows of a file.
///
/// A row may leave empty what the first row of its order has said, as Shopify does; and the first row may name what is the
/// whole order's: shipping, discount, tax, refund.
package struct OrderLineReader: ImportReader {
  let shop: ImportShop
  let has: OrderColumns
  private var places: PlaceTable
  var tally: OrderTally
  private var figures = SalesSums()
  /// The order of the row before.
  var order: OrderHead?
  /// The last order in another currency: its other rows do not name one.
  var foreign: String?
  private var position: Int32 = 0

  package init(_ layout: ImportLayout) {
    shop = layout.shop
    has = OrderColumns(layout.mapping)
    let hash = KeyedHash(layout.hashKey)
    places = PlaceTable(hashedBy: hash)
    tally = OrderTally(hashedBy: hash)
  }

  /// A row that names no invoice has no place in one. It gets one that no other row of any file has by counting.
  package var place: String { position > 0 ? "\(position)" : "" }

  package var counts: [ImportCount] { tally.counts(invoices: places.invoices) }

  package var sums: [ImportSum] { figures.sums }
  package var days: ClosedRange<LocalDate>? { figures.days(in: shop.zone) }

  package mutating func pass(_ row: borrowing SheetRow) {
    let invoice = row.text("invoice")
    if invoice.isEmpty || invoice.utf8.count > 240 {
      position = OrderLineReader.unplaced(row.line)
    } else if (try? takePlace(of: row, in: invoice)) == nil {
      position = OrderLineReader.unplaced(row.line)
    }
  }

  package mutating func read(_ row: borrowing SheetRow, into lines: inout [ImportedLine]) throws(RowProblem) {
    position = OrderLineReader.unplaced(row.line)
    let known = lines.count
    let invoice = try text(row, "invoice", atMost: 60)
    guard !invoice.isEmpty else { throw RowProblem("missing", field: "invoice") }
    try takePlace(of: row, in: invoice)
    let head = try orderHead(row, invoice)
    let line = try line(row, invoice, head)
    places.take()
    lines.append(line)
    if has.orderAmounts, order?.hasAmounts == false {
      order?.hasAmounts = true
      try addOrderLines(of: row, line, to: &lines)
    }
    // Behind all that may refuse the row.
    tally.count(line)
    for line in lines[known...] { figures.take(line) }
  }

  /// Refused rows take a place too, so that mending one in the file moves no other.
  private mutating func takePlace(of row: borrowing SheetRow, in invoice: String) throws(RowProblem) {
    guard places.turn(to: invoice) else { throw RowProblem("too_many", field: "invoice") }
    if has.place, let given = try value({ () throws(SheetProblem) in try row.integer("place") }) {
      guard (1..<Int64(ImportedLine.orderPositions)).contains(given) else {
        throw RowProblem("range", field: "place")
      }
      position = Int32(given)
      return
    }
    guard let next = places.next() else { throw RowProblem("too_many_lines", field: "invoice") }
    position = next
  }

  // Places from counting are below 2^20, those of an order's own lines behind all others.
  private static func unplaced(_ line: Int) -> Int32 { Int32(clamping: min(line, 1_000_000_000) + (1 << 20)) }

  private mutating func line(
    _ row: borrowing SheetRow, _ invoice: String, _ head: OrderHead
  ) throws(RowProblem) -> ImportedLine {
    var code = try text(row, "code", atMost: 100)
    let description = try text(row, "description", atMost: 500)
    if code.isEmpty {
      guard !description.isEmpty else { throw RowProblem("missing", field: "code") }
      code = description.cut(to: 100)
      tally.count(.withoutCode)
    }
    guard let quantity = try value({ () throws(SheetProblem) in try row.integer("quantity") }) else {
      throw RowProblem("missing", field: "quantity")
    }
    guard quantity.magnitude <= 1_000_000_000 else { throw RowProblem("range", field: "quantity") }
    guard let price = try value({ () throws(SheetProblem) in try row.decimal("price") }) else {
      throw RowProblem("missing", field: "price")
    }
    return ImportedLine(
      invoice: invoice, position: position, code: code, description: description, quantity: quantity,
      price: price,
      amount: try amount(of: quantity, at: price), placed: head.placed, buyer: head.buyer, place: head.place,
      head: head.isVoid ? .adjustment : nil, isVoid: head.isVoid)
  }

  func amount(of quantity: Int64, at price: UnitPrice) throws(RowProblem) -> Int64 {
    guard let amount = try? SalesFigures.amount(of: quantity, at: price, in: shop.currency),
      amount.minorUnits.magnitude <= 1_000_000_000_000_000
    else { throw RowProblem("amount") }
    return amount.minorUnits
  }

  func text(_ row: borrowing SheetRow, _ field: String, atMost longest: Int) throws(RowProblem) -> String {
    do { return try row.text(field, atMost: longest) } catch { throw RowProblem(error) }
  }

  func value<Value>(_ read: () throws(SheetProblem) -> Value?) throws(RowProblem) -> Value? {
    do { return try read() } catch { throw RowProblem(error) }
  }
}
