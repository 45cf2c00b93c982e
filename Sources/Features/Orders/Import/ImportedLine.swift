import Basics

/// One row of a file, read and understood.
struct ImportedLine: Hashable, Sendable {
  let invoice: String
  let code: String
  let description: String
  let quantity: Int64
  let price: UnitPrice
  let customer: String
  let country: String
  let placed: Instant
  let head: LineHead
  /// In minor units of the shop's currency.
  let amount: Int64
}

/// How the rows of a file are to be understood.
struct LineFormat: Sendable {
  let columns: LineColumns
  /// The zone in which the file's times are written.
  let zone: TimeZoneRules
  let currency: Currency

  /// - Throws: the first thing that is wrong with the row.
  func line(_ fields: [String]) throws(RowProblem) -> ImportedLine {
    guard fields.count == columns.count else { throw .columns }
    let invoice = try text(fields[columns.invoice], atMost: 60)
    let code = try text(fields[columns.code], atMost: 100)
    let description = try text(fields[columns.description], atMost: 500)
    let customer = try text(fields[columns.customer], atMost: 100)
    let country = try text(fields[columns.country], atMost: 100)
    guard !invoice.isEmpty else { throw .invoice }
    guard !code.isEmpty else { throw .code }
    let quantity = try quantity(fields[columns.quantity])
    guard let price = UnitPrice(fields[columns.price].normalizedLine) else { throw .price }
    return ImportedLine(
      invoice: invoice, code: code, description: description, quantity: quantity, price: price,
      customer: customer,
      country: country, placed: try placed(fields[columns.date]),
      head: LineHead(on: InvoiceKind(number: invoice), code: code, quantity: quantity, price: price),
      amount: try amount(of: quantity, at: price))
  }

  private func text(_ field: String, atMost longest: Int) throws(RowProblem) -> String {
    let text = field.normalizedLine
    guard text.utf8.count <= longest || text.unicodeScalars.count <= longest else { throw .tooLong }
    return text
  }

  private func quantity(_ field: String) throws(RowProblem) -> Int64 {
    guard let quantity = Int64(field.normalizedLine.latinDigits), quantity.magnitude <= 1_000_000_000 else {
      throw .quantity
    }
    return quantity
  }

  private func placed(_ field: String) throws(RowProblem) -> Instant {
    guard let local = LocalDateTime(field.normalizedLine), (1970...2100).contains(local.date.year) else {
      throw .date
    }
    return zone.instant(of: local)
  }

  private func amount(of quantity: Int64, at price: UnitPrice) throws(RowProblem) -> Int64 {
    guard let amount = try? SalesFigures.amount(of: quantity, at: price, in: currency),
      amount.minorUnits.magnitude <= 1_000_000_000_000_000
    else { throw .amount }
    return amount.minorUnits
  }
}

/// Where in a row each field stands.
struct LineColumns: Sendable, Equatable {
  let count: Int
  let invoice, code, description, quantity, date, price, customer, country: Int

  /// From the header, in any order and case; other columns are passed over.
  /// - Throws: `Failure.conflict` that names what is missing.
  init(header: [String]) throws {
    let names = header.map { $0.normalizedLine.lowercased() }
    var missing: [String] = []
    func place(_ name: String) -> Int {
      if let place = names.firstIndex(of: name.lowercased()) { return place }
      missing.append(name)
      return 0
    }
    count = header.count
    invoice = place("InvoiceNo")
    code = place("StockCode")
    description = place("Description")
    quantity = place("Quantity")
    date = place("InvoiceDate")
    price = place("UnitPrice")
    customer = place("CustomerID")
    country = place("Country")
    guard missing.isEmpty else {
      throw Failure.conflict("The file's first line has no column \(missing.joined(separator: ", ")).")
    }
  }
}
