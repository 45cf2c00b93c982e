import Basics
import CSV
import Database
import HTTP
import Lists
import Web

/// Customers as a file that `CustomerImport` reads back, written part by part.
package enum CustomerSheet {
  private static let columns = [
    "Customer ID", "Name", "Email", "Phone", "Address", "City", "Region", "Postcode", "Country", "Tags",
    "Note",
    "Accepts marketing",
  ]

  /// The line of the names, with the mark by which Excel knows UTF-8.
  package static var header: [UInt8] {
    var writer = CSVWriter(byteOrderMark: true)
    writer.row(columns)
    return Array(writer.output.bytes)
  }

  /// The lines of some customers, in the order given; those who are gone are left out.
  package static func lines(of ids: [Customer.ID], in db: TenantDatabase) async throws -> [UInt8] {
    let found = try await db.all(
      """
      select id, source_key, name, email, phone, address, city, region, postcode, country,
             array_to_string(tags, ', '), note,
             case accepts_marketing when true then 'yes' when false then 'no' else '' end
        from customers
       where tenant_id = \(db.tenant) and id = any(\(ids))
      """, as: ExportedCustomer.self)
    let lines = Dictionary(found.map { ($0.id, $0.fields) }) { first, _ in first }
    var writer = CSVWriter()
    for id in ids { lines[id].map { writer.row($0) } }
    return Array(writer.output.bytes)
  }
}

/// A customer's fields in the order of the columns.
private struct ExportedCustomer: FromRow {
  let id: Customer.ID
  let fields: [String]

  init(row: inout Row) throws {
    id = try row.next()
    var fields: [String] = []
    for _ in 0..<12 { fields.append(try row.next()) }
    self.fields = fields
  }
}

extension Customers {
  /// Who is listed as a file: the list as it is shown, or all that can be brought in again.
  static func download(_ request: Request) async throws -> Response {
    guard Lists.asked(request)("format") == "own" else {
      return try await Lists.download(CustomerList.self, request)
    }
    guard request.can(.contactCustomers) else { throw Failure.forbidden }
    try await Lists.recordExport(of: .customers, request)
    let match = try await Lists.selected(CustomerList.self, request)
    let db = request.db
    let body = ResponseBody.stream(length: nil) { out in
      try await out.write(CustomerSheet.header)
      try await match.walk(in: db) { rows in
        try await out.write(CustomerSheet.lines(of: rows.map(\.id), in: db))
      }
    }
    return .download(body, type: "text/csv; charset=utf-8", name: "customers-\(match.scope.today).csv")
  }
}
