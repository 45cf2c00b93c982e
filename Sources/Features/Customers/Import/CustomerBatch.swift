import Basics
import Database
import Imports
import Tenancy

/// Customers of a file, beside those who are there.
struct CustomerBatch {
  var entries: [Entry]

  struct Entry {
    let customer: ImportedCustomer
    var id = Customer.ID()
    /// They were there before.
    var isKnown = false
  }

  init(_ customers: [ImportedCustomer]) { entries = customers.map { Entry(customer: $0) } }

  /// Finds each by their key, else by their address, else by their telephone number. Whom the same source calls by
  /// another number is somebody else.
  mutating func match(for target: ImportTarget, in db: TenantDatabase) async throws {
    let known = try await KnownCustomer.all(like: entries.map(\.customer), of: target.source, in: db)
    let own = known.filter { $0.source == target.source }
    let open = known.filter { $0.source != target.source || $0.isKeyedByContact }
    let byKey = Dictionary(own.map { ($0.key, $0.id) }) { first, _ in first }
    let byEmail = Dictionary(open.filter { !$0.email.isEmpty }.map { ($0.email.lowercased(), $0.id) }) {
      first, _ in first
    }
    let byPhone = Dictionary(open.filter { !$0.phone.isEmpty }.map { ($0.phone, $0) }) { first, _ in first }
    var used = Set<Customer.ID>()
    settle(&used) { byKey[$0.key] }
    settle(&used) { $0.email.flatMap { byEmail[$0.lowercased()] } }
    settle(&used) { customer in
      let candidate = customer.phone.flatMap { byPhone[$0] }
      // A household shares a telephone, not a mailbox.
      let isOther = customer.email != nil && candidate?.email.isEmpty == false
      return isOther ? nil : candidate?.id
    }
  }

  private mutating func settle(_ used: inout Set<Customer.ID>, on find: (ImportedCustomer) -> Customer.ID?) {
    for index in entries.indices where !entries[index].isKnown {
      guard let id = find(entries[index].customer), used.insert(id).inserted else { continue }
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
  let email: String
  let phone: String

  init(row: inout Row) throws {
    id = try row.next()
    source = try row.next()
    key = try row.next()
    email = try row.next()
    phone = try row.next()
  }

  /// The source has no number of its own for them, as far as is known.
  var isKeyedByContact: Bool { key.lowercased() == email.lowercased() || key == phone }

  /// Everybody who could be one of these; the oldest first.
  static func all(like customers: [ImportedCustomer], of source: String, in db: TenantDatabase) async throws
    -> [KnownCustomer]
  {
    let emails = customers.compactMap { $0.email?.lowercased() }
    let phones = customers.compactMap(\.phone)
    return try await db.all(
      """
      select id, source, source_key, email, phone
        from customers
       where tenant_id = \(db.tenant) and (
             (source = \(source) and source_key = any(\(customers.map(\.key))))
          or lower(email) = any(\(emails)) or phone = any(\(phones)))
       order by created_at, id
      """)
  }
}
