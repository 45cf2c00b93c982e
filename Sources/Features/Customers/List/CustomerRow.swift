import Basics
import Database

/// A customer as a list shows them.
struct CustomerRow: FromRow, Sendable {
  let id: Customer.ID
  let number: Int
  let key: String
  let name: String
  let nameKey: String
  private let sealed: SealedContact
  /// How they are reached, once it is opened; nil where nobody can read it any more.
  private(set) var contact: Contact?
  let country: String
  let region: String
  let city: String
  let tags: [String]
  let acceptsMarketing: Bool?
  let orders: Int
  let gross: Money
  let refunds: Money
  let net: Money
  let firstOrder: LocalDate?
  let lastOrder: LocalDate?

  init(row: inout Row) throws {
    id = try row.next()
    number = try row.next()
    key = SourceKey.shown(try row.next())
    name = try row.next()
    nameKey = try row.next()
    sealed = SealedContact(id: id, value: try row.next())
    country = try row.next()
    region = try row.next()
    city = try row.next()
    tags = try row.next()
    acceptsMarketing = try row.next()
    orders = try row.next()
    let currency: Currency = try row.next()
    gross = Money(minorUnits: try row.next(), currency)
    refunds = Money(minorUnits: try row.next(), currency)
    net = Money(minorUnits: try row.next(), currency)
    firstOrder = try row.next()
    lastOrder = try row.next()
  }

  var isReadable: Bool { contact != nil }
  var email: String { contact?.email ?? "" }
  var phone: String { contact?.phone ?? "" }

  static func opened(_ rows: [CustomerRow], in db: TenantDatabase) async throws -> [CustomerRow] {
    let contacts = try await SealedContact.open(rows.map(\.sealed), in: db)
    return zip(rows, contacts).map { row, contact in
      var row = row
      row.contact = contact
      return row
    }
  }
}
