import Basics
import Foundation
import Testing

@testable import Sheets

@Suite struct `Mapping columns to fields` {
  private let fields = [
    SheetField("invoice", "Invoice", isRequired: true, names: ["Order ID", "Name"]),
    SheetField("product", "Product", isRequired: true, names: ["Lineitem name", "Name"]),
    SheetField("date", "Date", .date, isRequired: true, names: ["Created at"]),
    SheetField("email", "E-mail", .email), SheetField("price", "Price", .money),
  ]

  private func guess(_ header: [String], rows: [[String]] = []) -> [String?] {
    ColumnMapping.guess(header: header, rows: rows, fields: fields).fields
  }

  @Test func `compares headers without case, spaces and signs`() {
    #expect(
      guess(["ORDER_ID", " line-item  NAME ", "CreatedAt", "price (৳)"]) == [
        "invoice", "product", "date", nil,
      ])
    #expect("Variant SKU".foldedHeader == "variantsku")
    #expect("পণ্যের নাম".foldedHeader == "পণ্যেরনাম")
  }

  @Test func `gives a column to the field that knows it by a surer name`() {
    #expect(guess(["Name", "Lineitem name"]) == ["invoice", "product"])
    #expect(guess(["Order ID", "Name"]) == ["invoice", "product"])
  }

  @Test func `does not give a column to the first field that knows it somehow`() {
    let fields = [SheetField("a", "A", names: ["Number", "Name"]), SheetField("b", "B", names: ["Name"])]
    #expect(ColumnMapping.guess(header: ["Name"], rows: [], fields: fields).fields == ["b"])
    #expect(ColumnMapping.guess(header: ["Name", "Number"], rows: [], fields: fields).fields == ["b", "a"])
  }

  @Test func `gives each field one column`() {
    #expect(guess(["Order ID", "Order id"]) == ["invoice", nil])
  }

  @Test func `finds a field that is needed by its values when only one column can be it`() {
    let rows = [["20/11/2026", "a@example.com", "5"], ["21/11/2026", "b@example.com", "6"]]
    #expect(guess(["A", "B", "C"], rows: rows) == ["date", "email", nil])
    #expect(guess(["A", "B", "C"], rows: rows.map { [$0[0], $0[1], $0[0]] }) == [nil, "email", nil])
  }

  @Test func `says what is missing and what is there twice`() {
    let mapping = ColumnMapping(fields: ["invoice", "invoice", nil])
    let problems = mapping.problems(for: fields, header: ["A", "", "C"])
    #expect(problems.map(\.field) == ["invoice", "product", "date"])
    #expect(mapping.leftOut == [2])
    let whole = ColumnMapping(fields: ["invoice", "product", "date"])
    #expect(whole.problems(for: fields, header: ["A", "B", "C"]).isEmpty)
  }

  @Test func `travels as JSON`() throws {
    let mapping = ColumnMapping(fields: ["invoice", nil, "date"])
    let json = try JSONEncoder().encode(mapping)
    #expect(String(decoding: json, as: UTF8.self) == #"["invoice",null,"date"]"#)
    #expect(try JSONDecoder().decode(ColumnMapping.self, from: json) == mapping)
    let format = SheetFormat(encoding: .windows1252, delimiter: .tab, decimalMark: .comma)
    #expect(try JSONDecoder().decode(SheetFormat.self, from: JSONEncoder().encode(format)) == format)
  }
}
