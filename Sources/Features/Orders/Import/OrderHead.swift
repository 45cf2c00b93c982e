import Basics
import Imports
import Sheets

/// What holds for all lines of an order, as its rows so far have said.
struct OrderHead: Sendable {
  let invoice: String
  var placed: Instant
  var buyer: ImportedLine.Buyer
  var place: ImportedLine.Place
  var isVoid: Bool
  /// Its own lines have been made: shipping, discount, tax, refund.
  var hasAmounts = false
}

/// Which of the columns that few files have this one has: what is not there is not asked for in each row.
struct OrderColumns: Sendable {
  let place, currency, status, customer, contacts, names, where_, orderAmounts: Bool

  init(_ mapping: ColumnMapping) {
    func has(_ fields: String...) -> Bool { fields.contains { mapping.index(of: $0) != nil } }
    place = has("place")
    currency = has("currency")
    status = has("status", "cancelled")
    customer = has("customer_id")
    contacts = has("email", "phone")
    names = has("customer_name", "first_name", "last_name")
    where_ = has("region", "city")
    orderAmounts = has("shipping", "discount", "tax", "refund")
  }
}

extension OrderLineReader {
  /// What the row says of its order; what it leaves empty, the row before has said if it is of the same one.
  mutating func orderHead(_ row: borrowing SheetRow, _ invoice: String) throws(RowProblem) -> OrderHead {
    let known = order?.invoice == invoice ? order : nil
    if has.currency { try checkCurrency(row, invoice) }
    let time = try value { () throws(SheetProblem) in try row.time("date") }
    guard let placed = time ?? known?.placed else { throw RowProblem("missing", field: "date") }
    guard OrderLineReader.times.contains(placed) else { throw RowProblem("range", field: "date") }
    var head = OrderHead(
      invoice: invoice, placed: placed, buyer: try buyer(row), place: try destination(row),
      isVoid: try isVoid(row, known), hasAmounts: known?.hasAmounts ?? false)
    if let known, time == nil || isContinuation(row) {
      if head.buyer.key.isEmpty { head.buyer = known.buyer }
      if head.place == ImportedLine.Place() { head.place = known.place }
    }
    order = head
    return head
  }

  /// From 1970 to 2100.
  private static let times =
    Instant(
      seconds: 0)..<TimeZoneRules.utc.startOfDay(
      LocalDate(year: 2101, month: 1, day: 1) ?? LocalDate(days: 47847))

  /// Whether the row leaves out what the first one of its order has said. Where each row says all, one without a customer
  /// names nobody.
  private func isContinuation(_ row: borrowing SheetRow) -> Bool {
    (has.currency && row.isEmpty("currency")) || (has.status && row.isEmpty("status"))
  }

  /// Amounts of two currencies have no sum.
  private mutating func checkCurrency(_ row: borrowing SheetRow, _ invoice: String) throws(RowProblem) {
    let code = row.text("currency")
    if code.isEmpty ? foreign == invoice : code.uppercased() != shop.currency.code {
      foreign = invoice
      throw RowProblem("currency", field: "currency")
    }
  }

  private mutating func buyer(_ row: borrowing SheetRow) throws(RowProblem) -> ImportedLine.Buyer {
    var buyer = ImportedLine.Buyer()
    if has.customer { buyer.key = try text(row, "customer_id", atMost: 100) }
    if has.names {
      buyer.name = try text(row, "customer_name", atMost: 200)
      if buyer.name.isEmpty {
        let parts = [try text(row, "first_name", atMost: 100), try text(row, "last_name", atMost: 99)]
        buyer.name = parts.filter { !$0.isEmpty }.joined(separator: " ")
      }
    }
    if has.contacts {
      buyer.email = EmailAddress(row.text("email"))?.text ?? ""
      buyer.phone = PhoneNumber(row.text("phone"))?.text ?? ""
      if buyer.key.isEmpty { buyer.key = EmailAddress(buyer.email)?.key ?? "" }
      if buyer.key.isEmpty { buyer.key = buyer.phone }
    }
    if buyer.key.isEmpty, !buyer.name.isEmpty {
      buyer.key = String(buyer.name.prefix(100))
      tally.count(.byName)
    }
    return buyer
  }

  private func destination(_ row: borrowing SheetRow) throws(RowProblem) -> ImportedLine.Place {
    var place = ImportedLine.Place(country: try text(row, "country", atMost: 100))
    if has.where_ {
      place.region = try text(row, "region", atMost: 100)
      place.city = try text(row, "city", atMost: 100)
    }
    return place
  }

  /// Cancelled before it was paid. One that was paid and then given back has its refund instead.
  private func isVoid(_ row: borrowing SheetRow, _ known: OrderHead?) throws(RowProblem) -> Bool {
    if let known { return known.isVoid }
    guard has.status else { return false }
    let status = row.text("status").lowercased()
    let word = status.hasPrefix("wc-") ? String(status.dropFirst(3)) : status
    if ["voided", "expired", "cancelled", "canceled", "failed", "trash"].contains(word) { return true }
    if row.isEmpty("cancelled") { return false }
    let refund = try value { () throws(SheetProblem) in try row.decimal("refund") }
    return (refund?.millionths ?? 0) == 0
  }
}
