import Basics
import Database
import Imports
import Tenancy

/// Customers of a file, beside those who are there.
struct CustomerBatch {
  var entries: [Entry]

  let prints: ContactPrints

  struct Entry {
    let customer: ImportedCustomer
    /// As it is stored.
    let key: String
    let email: [UInt8]?
    let phone: [UInt8]?
    var id = Customer.ID()
    /// They were there before.
    var isKnown = false

    init(_ customer: ImportedCustomer, _ prints: ContactPrints) {
      self.customer = customer
      key = prints.stored(customer.key, isContact: customer.isKeyedByContact)
      email = prints.email(customer.email ?? "")
      phone = prints.phone(customer.phone ?? "")
    }
  }

  init(_ customers: [ImportedCustomer], in db: TenantDatabase) async throws {
    let prints = try await ContactPrints(in: db)
    self.prints = prints
    entries = customers.map { Entry($0, prints) }
  }

  /// Finds each by their key, else by their address, else by their telephone number. Whom the same source calls by
  /// another number is somebody else.
  mutating func match(for target: ImportTarget, in db: TenantDatabase) async throws {
    let known = try await KnownCustomer.all(like: entries, of: target.source, in: db)
    let own = known.filter { $0.source == target.source }
    let open = known.filter { $0.source != target.source || $0.isKeyedByContact }
    let byKey = Dictionary(own.map { ($0.key, $0.id) }) { first, _ in first }
    let byEmail = Dictionary(open.compactMap { known in known.email.map { ($0, known.id) } }) { first, _ in
      first
    }
    let byPhone = Dictionary(open.compactMap { known in known.phone.map { ($0, known) } }) { first, _ in first
    }
    var used = Set<Customer.ID>()
    settle(&used) { byKey[$0.key] }
    settle(&used) { $0.email.flatMap { byEmail[$0] } }
    settle(&used) { entry in
      let candidate = entry.phone.flatMap { byPhone[$0] }
      // A household shares a telephone, not a mailbox.
      let isOther = entry.email != nil && candidate?.email != nil
      return isOther ? nil : candidate?.id
    }
  }

  private mutating func settle(_ used: inout Set<Customer.ID>, on find: (Entry) -> Customer.ID?) {
    for index in entries.indices where !entries[index].isKnown {
      guard let id = find(entries[index]), used.insert(id).inserted else { continue }
      entries[index].id = id
      entries[index].isKnown = true
    }
  }

  /// Writes who is new and what is different, in the transaction of the batch, and notes what was there before.
  mutating func write(for target: ImportTarget, in db: TenantDatabase) async throws -> BatchOutcome {
    try await match(for: target, in: db)
    let new = entries.filter { !$0.isKnown }
    let known = entries.filter(\.isKnown)
    if !new.isEmpty { try await insert(new, for: target, in: db) }
    let changed = known.isEmpty ? 0 : try await update(known, for: target, in: db)
    return BatchOutcome(added: new.count, changed: changed, known: known.count - changed)
  }
}

/// Somebody who is there, as far as an import must know them.
private struct KnownCustomer: FromRow {
  let id: Customer.ID
  let source: String
  let key: String
  let email: [UInt8]?
  let phone: [UInt8]?

  init(row: inout Row) throws {
    id = try row.next()
    source = try row.next()
    key = try row.next()
    email = try row.next()
    phone = try row.next()
  }

  /// The source has no number of its own for them, as far as is known.
  var isKeyedByContact: Bool { key.hasPrefix(SourceKey.mark) }

  /// Everybody who could be one of these; the oldest first.
  static func all(like entries: [CustomerBatch.Entry], of source: String, in db: TenantDatabase) async throws
    -> [KnownCustomer]
  {
    let emails = entries.filter { $0.email != nil }.map(\.email)
    let phones = entries.filter { $0.phone != nil }.map(\.phone)
    return try await db.all(
      """
      select id, source, source_key, email_print, phone_print
        from customers
       where tenant_id = \(db.tenant) and (
             (source = \(source) and source_key = any(\(entries.map(\.key))))
          or email_print = any(\(emails)) or phone_print = any(\(phones)))
       order by created_at, id
      """)
  }
}
