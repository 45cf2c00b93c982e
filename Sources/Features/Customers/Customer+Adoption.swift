import Basics
import Database
import Imports
import Tenancy

extension Customer {
  /// The keys of a source's customers, who are made where they are new, in the order given.
  ///
  /// They live where the latest line says that names a place; other details are taken where there are none. For imports, in
  /// whose transaction it runs.
  package static func adopt(_ named: [NamedCustomer], for target: ImportTarget, in db: TenantDatabase)
    async throws
    -> [String: ID]
  {
    if named.isEmpty { return [:] }
    let prints = try await ContactPrints(in: db, isNeeded: named.contains { $0.hasContact })
    let stored = named.map { prints.stored($0.key) }
    var ids = try await known(stored, of: target.source, in: db)
    let met = zip(stored, named).map { (key: $0, customer: $1) }
    let strangers = met.filter { ids[$0.key] == nil && !$0.customer.email.isEmpty }
    if !strangers.isEmpty {
      ids.merge(try await known(byEmail: strangers, prints, in: db)) { known, _ in known }
    }
    let new = met.filter { ids[$0.key] == nil }
    let old = met.compactMap { one in ids[one.key].map { (id: $0, customer: one.customer) } }
    if !new.isEmpty { ids.merge(try await add(new, prints, for: target, in: db)) { _, added in added } }
    if !old.isEmpty { try await CustomerDetails(old).complete(prints, for: target, in: db) }
    return Dictionary(met.compactMap { one in ids[one.key].map { (one.customer.key, $0) } }) { first, _ in
      first
    }
  }

  private static func known(_ keys: [String], of source: String, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    let found = try await db.all(
      """
      select u.key, c.id
        from unnest(\(keys)) as u (key)
       cross join lateral (
         select id from customers
          where tenant_id = \(db.tenant) and source = \(source) and source_key = u.key
         offset 0) c
      """,
      as: KeyedID.self)
    return Dictionary(found.map { ($0.key, $0.id) }) { first, _ in first }
  }

  /// Those whom another file has brought under a key of its own: they are known by their e-mail address, the oldest first.
  private static func known(
    byEmail met: [(key: String, customer: NamedCustomer)], _ prints: ContactPrints, in db: TenantDatabase
  ) async throws -> [String: ID] {
    let found = try await db.all(
      """
      select distinct on (u.key) u.key, c.id
        from unnest(\(met.map(\.key)), \(met.map { prints.email($0.customer.email) })) as u (key, email)
       cross join lateral (
         select id from customers where tenant_id = \(db.tenant) and email_print = u.email order by id limit 1) c
       order by u.key, c.id
      """,
      as: KeyedID.self)
    return Dictionary(found.map { ($0.key, $0.id) }) { first, _ in first }
  }

  private static func add(
    _ met: [(key: String, customer: NamedCustomer)], _ prints: ContactPrints, for target: ImportTarget,
    in db: TenantDatabase
  ) async throws -> [String: ID] {
    let (ids, new) = (met.map { _ in ID() }, met.map(\.customer))
    let sealed = try await SealedContacts(
      zip(ids, new).map { (id: $0, contact: $1.contact.filled(byKey: $1.key)) }, prints, in: db)
    let numbers = try await Counter.next("customers", count: new.count, in: db)
    let added = try await db.runAll(
      """
      insert into customers (
        tenant_id, id, number, source, source_key, name, contact, email_print, phone_print, country, region, city,
        country_at, created_at, import_id)
      select \(db.tenant), id, number, \(target.source), key, name, contact, email_print, phone_print, country, region, city,
             country_at, \(target.now), \(target.id)
        from unnest(\(ids), \(Array(numbers)), \(met.map(\.key)),
                    \(new.map { $0.name.isEmpty ? ContactMask.name($0.key) : $0.name }), \(sealed.values),
                    \(sealed.emails), \(sealed.phones), \(new.map(\.country)), \(new.map(\.region)),
                    \(new.map(\.city)), \(new.map(\.countryAt)))
             as u (id, number, key, name, contact, email_print, phone_print, country, region, city, country_at)
      on conflict (tenant_id, source, source_key) do nothing
      returning source_key, id
      """,
      as: KeyedID.self)
    return Dictionary(added.map { ($0.key, $0.id) }) { first, _ in first }
  }

  /// Notes customers as they are, before an import that has not made them changes them.
  package static func note(_ customers: [ID], for target: ImportTarget, in db: TenantDatabase) async throws {
    guard let id = target.id, !customers.isEmpty else { return }
    try await RowImage.note(
      .customers,
      """
      select c.id, to_jsonb(c)
        from customers c
       where c.tenant_id = \(db.tenant) and c.id = any(\(customers)) and c.import_id is distinct from \(id)
      """, for: target, in: db)
  }
}

/// What lines say of customers who are known already, by columns.
private struct CustomerDetails {
  private let old: [(id: Customer.ID, customer: NamedCustomer)]

  init(_ old: [(id: Customer.ID, customer: NamedCustomer)]) { self.old = old }

  /// What is new of a contact is sealed here: of the few whom it completes.
  func complete(_ prints: ContactPrints, for target: ImportTarget, in db: TenantDatabase) async throws {
    let found = try await db.runAll(
      """
      select c.id, c.contact, \(fragment: CustomerDetails.reaches)
        from customers c, \(fragment: given)
       where \(fragment: changes(in: db))
         for update of c
      """, as: ChangingCustomer.self)
    if found.isEmpty { return }
    let changing = Dictionary(found.map { ($0.sealed.id, $0) }) { first, _ in first }
    let reached = try await reached(found.filter(\.reaches), prints, in: db)
    try await Customer.note(Array(changing.keys), for: target, in: db)
    try await CustomerDetails(old.filter { changing[$0.id] != nil }).write(reached, in: db)
  }

  private func reached(
    _ changing: [ChangingCustomer], _ prints: ContactPrints, in db: TenantDatabase
  ) async throws -> SealedContacts {
    let given = Dictionary(old) { first, _ in first }
    let there = try await SealedContact.open(changing.map(\.sealed), in: db)
    let contacts = zip(changing, there).map { one, there in
      let id = one.sealed.id
      return (id: id, contact: (there ?? Contact()).filled(by: given[id]?.contact ?? Contact()))
    }
    return try await SealedContacts(contacts, prints, in: db)
  }

  private func write(_ reached: SealedContacts, in db: TenantDatabase) async throws {
    let contacts = old.map { reached[$0.id] }
    try await db.run(
      """
      update customers c
         set country = case when u.moves then u.country else c.country end,
             region = case when u.moves then u.region else c.region end,
             city = case when u.moves then u.city else c.city end,
             country_at = case when u.moves then u.country_at else c.country_at end,
             name = case when \(fragment: CustomerDetails.isUnnamed) and u.name <> '' then u.name else c.name end,
             contact = coalesce(s.contact, c.contact),
             email_print = case when s.contact is null then c.email_print else s.email_print end,
             phone_print = case when s.contact is null then c.phone_print else s.phone_print end
        from (select c.id, u.country, u.region, u.city, u.country_at, u.name,
                     u.country <> '' and c.country_at <= u.country_at as moves
                from customers c, \(fragment: given)
               where \(fragment: changes(in: db))) u
        join unnest(\(old.map(\.id)), \(contacts.map { $0?.value }), \(contacts.map { $0?.email }),
                    \(contacts.map { $0?.phone })) as s (id, contact, email_print, phone_print) on s.id = u.id
       where c.tenant_id = \(db.tenant) and c.id = u.id
      """)
  }

  private var given: SQL {
    let customers = old.map(\.customer)
    return """
      unnest(\(old.map(\.id)), \(customers.map(\.country)), \(customers.map(\.region)), \(customers.map(\.city)),
             \(customers.map(\.countryAt)), \(customers.map(\.name)), \(customers.map { !$0.email.isEmpty }),
             \(customers.map { !$0.phone.isEmpty }))
        as u (id, country, region, city, country_at, name, has_email, has_phone)
      """
  }

  private static let reaches: SQL =
    "(c.email_print is null and u.has_email or c.phone_print is null and u.has_phone)"
  /// Called by a key, or by the mask of how they are reached.
  private static let isUnnamed: SQL = "(c.name = c.source_key or c.name like '%•••%')"

  private func changes(in db: TenantDatabase) -> SQL {
    """
    c.tenant_id = \(db.tenant) and c.id = u.id and (
      (u.country <> '' and c.country_at <= u.country_at
        and (c.country, c.region, c.city, c.country_at) <> (u.country, u.region, u.city, u.country_at))
      or (\(fragment: CustomerDetails.isUnnamed) and u.name not in ('', c.name)) or \(fragment: CustomerDetails.reaches))
    """
  }
}

private struct ChangingCustomer: FromRow {
  let sealed: SealedContact
  /// Something is said of how to reach them that was not known.
  let reaches: Bool

  init(row: inout Row) throws {
    sealed = try SealedContact(row: &row)
    reaches = try row.next()
  }
}

/// A customer as an import meets them.
package struct NamedCustomer: Sendable {
  package let key: String
  package private(set) var name = ""
  package private(set) var email = ""
  package private(set) var phone = ""
  package private(set) var country = ""
  package private(set) var region = ""
  package private(set) var city = ""
  /// The time of the line that named the country.
  package private(set) var countryAt = Instant(seconds: 0)

  package init(key: String) { self.key = key }

  /// Takes what another line says: the place if that is later, or as late and further down, the rest where it has none.
  package mutating func meet(
    name: String, email: String, phone: String, country: String, region: String, city: String,
    at time: Instant
  ) {
    if self.name.isEmpty, !name.isEmpty { take(name: name) }
    if self.email.isEmpty { self.email = email }
    if self.phone.isEmpty { self.phone = phone }
    guard !country.isEmpty, countryAt <= time else { return }
    (self.country, self.region, self.city, countryAt) = (country, region, city, time)
  }

  /// A name that is an address or a telephone number names nobody, and is kept as what it is.
  private mutating func take(name said: String) {
    guard SourceKey.isContact(said) else {
      name = said
      return
    }
    let contact = contact.filled(byKey: said)
    (email, phone) = (contact.email, contact.phone)
  }

  var contact: Contact { Contact(email: email, phone: phone) }
  /// Whether anything of them is to be sealed, or found by what is.
  var hasContact: Bool { !email.isEmpty || !phone.isEmpty || SourceKey.isContact(key) }
}

private struct KeyedID: FromRow {
  let key: String
  let id: Customer.ID

  init(row: inout Row) throws {
    key = try row.next()
    id = try row.next()
  }
}
