import Basics
import Testing

@testable import Orders

@Suite struct `Reading a row of order lines` {
  let format: LineFormat

  init() throws {
    let header = [
      "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID",
      "Country",
    ]
    format = LineFormat(
      columns: try LineColumns(header: header), zone: try #require(TimeZoneRules("Europe/London")),
      currency: .gbp)
  }

  private func row(_ place: Int, _ value: String) -> [String] {
    var row = ["536365", "85123A", "LANTERN", "6", "2010-12-01 08:26:00", "3.39", "17850", "United Kingdom"]
    row[place] = value
    return row
  }

  @Test(arguments: [
    (0, "", RowProblem.invoice), (0, " ", .invoice), (0, String(repeating: "1", count: 61), .tooLong),
    (1, "", .code), (1, String(repeating: "1", count: 101), .tooLong),
    (2, String(repeating: "ক", count: 501), .tooLong),
    (3, "", .quantity), (3, "x", .quantity), (3, "1.5", .quantity), (3, "1000000001", .quantity),
    (3, "0x1F", .quantity),
    (4, "", .date), (4, "12/1/2010 8:26", .date), (4, "2011-02-30 10:00:00", .date),
    (4, "1969-12-31 23:59", .date),
    (4, "2010-12-01", .date), (4, "2010-12-01 24:00", .date), (4, "2101-01-01 00:00", .date),
    (5, "", .price), (5, "abc", .price), (5, "1.2345678", .price), (5, "1e5", .price), (5, "NaN", .price),
    (5, "9999999999999", .price), (5, "1,5", .price), (7, String(repeating: "x", count: 101), .tooLong),
  ])
  func `refuses`(place: Int, value: String, problem: RowProblem) {
    #expect(throws: problem) { try format.line(row(place, value)) }
  }

  @Test func `refuses a row with a column too many or too few`() {
    #expect(throws: RowProblem.columns) { try format.line(row(0, "1") + [""]) }
    #expect(throws: RowProblem.columns) { try format.line(Array(row(0, "1").dropLast())) }
  }

  @Test func `refuses an amount beyond all business`() {
    var row = row(3, "1000000000")
    row[5] = "999999999"
    #expect(throws: RowProblem.amount) { try format.line(row) }
  }

  @Test(arguments: [
    ("2011-03-27 01:30:00", "2011-03-27T01:30:00Z"),
    ("2011-10-30 01:30:00", "2011-10-30T00:30:00Z"),
    ("2011-07-01T00:10", "2011-06-30T23:10:00Z"),
  ])
  func `moves a time in a gap forward and takes the first of an overlap`(local: String, utc: String) throws {
    #expect(try format.line(row(4, local)).placed.description == utc)
  }

  @Test func `finds the columns in any order and case and passes over others`() throws {
    let header = [
      "Note", "COUNTRY", "customerid", "unitprice", "invoicedate", "quantity", " description ", "stockcode",
      "INVOICENO",
    ]
    let columns = try LineColumns(header: header)
    let line = try LineFormat(columns: columns, zone: .utc, currency: .gbp)
      .line(["n", "France", "1", "2.5", "2010-12-01 08:26", "2", "Mug  red", "22139", "536365"])
    #expect(line.invoice == "536365")
    #expect(line.amount == 500)
    #expect(line.description == "Mug red")
  }

  @Test func `names every missing column`() {
    #expect(throws: Failure.self) { try LineColumns(header: ["InvoiceNo", "StockCode"]) }
  }
}
