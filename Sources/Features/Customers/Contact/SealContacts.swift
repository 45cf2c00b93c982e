import Basics
import Database
import Jobs
import Vault

/// Seals what was written of contacts when they were still kept in clear, and empties the columns.
///
/// It may be killed and begun again anywhere, beside imports: a row is locked, and what is sealed there already stays.
package struct SealContacts: Job {
  package static let name = "customers.seal-contacts"
  package static let timeLimit: Duration = .seconds(600)
  package static let retries = RetryPolicy(
    attempts: 100, firstDelay: .seconds(5), longestDelay: .seconds(600))
  private static let patience: Duration = .seconds(240)

  /// Those before have been looked at.
  private var last: Customer.ID?

  package init() {}

  package func run(_ context: JobContext) async throws {
    let end = monotonicNanoseconds() + UInt64(Self.patience.components.seconds) * 1_000_000_000
    var rest = self
    while try await rest.advance(in: context.db) {
      guard monotonicNanoseconds() < end else {
        // The rest is another run's, so that none is longer than its time.
        try await context.db.enqueue(rest)
        return
      }
    }
    while try await ClearImage.sealSome(in: context.db) {}
  }

  /// The next some. False behind the last.
  mutating func advance(in db: TenantDatabase) async throws -> Bool {
    let after = last ?? Customer.ID(high: 0, low: 0)
    let end = try await db.transaction { db in
      let rows = try await db.runAll(
        """
        select id, contact, source_key, name, email, phone, address, postcode
          from customers
         where tenant_id = \(db.tenant) and id > \(after)
         order by id limit 500
           for update
        """, as: ClearCustomer.self)
      try await ClearCustomer.seal(rows.filter(\.isClear), in: db)
      return rows.last?.sealed.id
    }
    last = end ?? last
    return end != nil
  }
}

/// A customer with what stands in clear.
private struct ClearCustomer: FromRow {
  let sealed: SealedContact
  let key: String
  let name: String
  let contact: Contact

  init(row: inout Row) throws {
    sealed = try SealedContact(row: &row)
    key = try row.next()
    name = try row.next()
    contact = Contact(
      email: try row.next(), phone: try row.next(), address: try row.next(), postcode: try row.next())
  }

  var isClear: Bool { !contact.isEmpty || SourceKey.isContact(key) || SourceKey.isContact(name) }

  static func seal(_ all: [ClearCustomer], in db: TenantDatabase) async throws {
    if all.isEmpty { return }
    let prints = try await ContactPrints(in: db)
    let there = try await SealedContact.open(all.map(\.sealed), in: db)
    let contacts = zip(all, there).map { customer, there in
      (
        id: customer.sealed.id,
        contact: (there ?? Contact()).filled(by: customer.contact.filled(byKey: customer.key))
      )
    }
    let sealed = try await SealedContacts(contacts, prints, in: db)
    // Where somebody has come back under the fingerprint already, the old row keeps a key of its own.
    try await db.run(
      """
      update customers c
         set contact = u.contact, email_print = u.email_print, phone_print = u.phone_print, name = u.name,
             source_key = case when u.key <> c.source_key and exists (
                 select 1 from customers o
                  where o.tenant_id = \(db.tenant) and o.source = c.source and o.source_key = u.key)
               then \(SourceKey.mark) || c.id else u.key end,
             email = '', phone = '', address = '', postcode = ''
        from unnest(\(contacts.map(\.id)), \(sealed.values), \(sealed.emails), \(sealed.phones),
                    \(all.map { ContactMask.name($0.name) }), \(all.map { prints.stored($0.key) }))
             as u (id, contact, email_print, phone_print, name, key)
       where c.tenant_id = \(db.tenant) and c.id = u.id
      """)
  }
}

/// How a customer was before an import, with what stands in clear.
private struct ClearImage: FromRow {
  let id: Customer.ID
  let origin: RecordID<ClearImage>
  let contact: Contact

  init(row: inout Row) throws {
    id = try row.next()
    origin = try row.next()
    contact = Contact(
      email: try row.next(), phone: try row.next(), address: try row.next(), postcode: try row.next())
  }

  /// - Returns: whether there may be more.
  static func sealSome(in db: TenantDatabase) async throws -> Bool {
    try await db.transaction { db in
      let images = try await db.runAll(
        """
        select row_id, import_id, before->>'email', before->>'phone', before->>'address', before->>'postcode'
          from import_changes
         where tenant_id = \(db.tenant) and subject = 'customers'
           and concat(before->>'email', before->>'phone', before->>'address', before->>'postcode') <> ''
         limit 500 for update
        """, as: ClearImage.self)
      if images.isEmpty { return false }
      let prints = try await ContactPrints(in: db)
      let sealed = try await SealedContacts(images.map { ($0.id, $0.contact) }, prints, in: db)
      try await db.run(
        """
        update import_changes c
           set contact = u.contact,
               before = c.before || jsonb_build_object(
                 'email', '', 'phone', '', 'address', '', 'postcode', '', 'email_key', '', 'source_key', '',
                 'email_print', u.email_print, 'phone_print', u.phone_print)
          from unnest(\(images.map(\.id)), \(images.map(\.origin)), \(sealed.values), \(sealed.emails), \(sealed.phones))
               as u (row_id, import_id, contact, email_print, phone_print)
         where c.tenant_id = \(db.tenant) and c.subject = 'customers' and c.row_id = u.row_id
           and c.import_id = u.import_id
        """)
      return true
    }
  }
}
