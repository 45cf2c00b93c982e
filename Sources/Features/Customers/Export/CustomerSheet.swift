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
      select id, contact, source_key, name, city, region, country, array_to_string(tags, ', '), note,
             case accepts_marketing when true then 'yes' when false then 'no' else '' end
        from customers
       where tenant_id = \(db.tenant) and id = any(\(ids))
      """, as: ExportedCustomer.self)
    let contacts = try await SealedContact.open(found.map(\.contact), in: db)
    let lines = Dictionary(zip(found, contacts).map { ($0.contact.id, $0.fields($1 ?? Contact())) }) {
      first, _ in first
    }
    var writer = CSVWriter()
    for id in ids { lines[id].map { writer.row($0) } }
    return Array(writer.output.bytes)
  }
}

private struct ExportedCustomer: FromRow {
  let contact: SealedContact
  private let key, name, city, region, country, tags, note, acceptsMarketing: String

  init(row: inout Row) throws {
    contact = try SealedContact(row: &row)
    key = SourceKey.shown(try row.next())
    name = try row.next()
    city = try row.next()
    region = try row.next()
    country = try row.next()
    tags = try row.next()
    note = try row.next()
    acceptsMarketing = try row.next()
  }

  /// In the order of the columns. Who has no name stands in the list by a mask, and that is none.
  func fields(_ contact: Contact) -> [String] {
    [
      key, ContactMask.isMask(name) ? "" : name, contact.email, contact.phone, contact.address, city, region,
      contact.postcode, country, tags, note, acceptsMarketing,
    ]
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
