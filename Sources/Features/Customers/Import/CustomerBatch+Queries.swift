import Basics
import Database
import Imports
import Tenancy

extension CustomerBatch {
  func insert(_ new: [Entry], for target: ImportTarget, in db: TenantDatabase) async throws {
    let contacts = new.map {
      (id: $0.id, contact: $0.customer.contact(over: Contact()).filled(byKey: $0.customer.key))
    }
    let sealed = try await SealedContacts(contacts, prints, in: db)
    let numbers = try await Counter.next("customers", count: new.count, in: db)
    try await db.run(
      """
      insert into customers (
        tenant_id, id, number, source, source_key, name, country, country_at, contact, email_print, phone_print, city,
        region, tags, note, accepts_marketing, import_id, created_at)
      select \(db.tenant), u.id, n.number, \(target.source), u.key, n.name, coalesce(u.country, ''),
             case when u.country is null then 'epoch' else \(target.now) end, u.contact, u.email_print,
             u.phone_print, coalesce(u.city, ''), coalesce(u.region, ''), coalesce(string_to_array(u.tags, E'\\x1F'), '{}'), coalesce(u.note, ''),
             u.accepts_marketing, \(target.id), \(target.now)
        from \(fragment: table(new, sealed))
        join unnest(\(new.map(\.id)), \(Array(numbers)), \(new.map(\.customer.anyName))) as n (id, number, name)
          on n.id = u.id
      returning id
      """)
  }

  /// - Returns: how many are different now.
  func update(_ known: [Entry], for target: ImportTarget, in db: TenantDatabase) async throws -> Int {
    let reached = try await reached(known, in: db)
    let changes = changes(known, reached, for: target, in: db)
    try await RowImage.note(
      .customers,
      """
      select c.id, to_jsonb(c)
        from (\(fragment: changes)) n
        join customers c on c.tenant_id = \(db.tenant) and c.id = n.id
       where c.import_id is distinct from \(target.id)
      """, for: target, in: db)
    return try await db.run(
      """
      update customers c
         set name = n.name, contact = n.contact, email_print = n.email_print, phone_print = n.phone_print, city = n.city,
             region = n.region, country = n.country, country_at = n.country_at, tags = n.tags, note = n.note,
             accepts_marketing = n.accepts_marketing
        from (\(fragment: changes)) n
       where c.tenant_id = \(db.tenant) and c.id = n.id
      """)
  }

  /// Contacts of those who are to be reached otherwise than before, locked until the end.
  private func reached(_ known: [Entry], in db: TenantDatabase) async throws -> SealedContacts {
    let rows = try await db.runAll(
      """
      select id, contact from customers
       where tenant_id = \(db.tenant) and id = any(\(known.map(\.id)))
       order by id for update
      """, as: SealedContact.self)
    let opened = try await SealedContact.open(rows, in: db)
    let there = Dictionary(zip(rows, opened).map { ($0.id, $1) }) { first, _ in first }
    let changed = known.compactMap { entry -> (id: Customer.ID, contact: Contact)? in
      guard let before = there[entry.id] else { return nil }
      let after = entry.customer.contact(over: before ?? Contact())
      return after == (before ?? Contact()) ? nil : (entry.id, after)
    }
    return try await SealedContacts(changed, prints, in: db)
  }

  /// What customers will be, of those who will be otherwise.
  private func changes(
    _ known: [Entry], _ reached: SealedContacts, for target: ImportTarget, in db: TenantDatabase
  ) -> SQL {
    """
    select n.id, n.name, n.contact, n.email_print, n.phone_print, n.city, n.region, n.country, n.country_at, n.tags,
           n.note, n.accepts_marketing
      from (
        select c.id, coalesce(u.name, c.name) as name, coalesce(u.contact, c.contact) as contact,
               case when u.contact is null then c.email_print else u.email_print end as email_print,
               case when u.contact is null then c.phone_print else u.phone_print end as phone_print,
               coalesce(u.city, c.city) as city, coalesce(u.region, c.region) as region,
               coalesce(u.country, c.country) as country,
               case when u.country <> c.country then \(target.now) else c.country_at end as country_at,
               coalesce(string_to_array(u.tags, E'\\x1F'), c.tags) as tags, coalesce(u.note, c.note) as note,
               coalesce(u.accepts_marketing, c.accepts_marketing) as accepts_marketing
          from \(fragment: table(known, reached))
          join customers c on c.tenant_id = \(db.tenant) and c.id = u.id) n
      join customers o on o.tenant_id = \(db.tenant) and o.id = n.id
     where (o.name, o.contact, o.city, o.region, o.country, o.tags, o.note, o.accepts_marketing) is distinct from
           (n.name, n.contact, n.city, n.region, n.country, n.tags, n.note, n.accepts_marketing)
    """
  }

  private func table(_ entries: [Entry], _ sealed: SealedContacts) -> SQL {
    let customers = entries.map(\.customer)
    let contacts = entries.map { sealed[$0.id] }
    return """
      unnest(\(entries.map(\.id)), \(entries.map(\.key)), \(customers.map(\.name)), \(contacts.map { $0?.value }),
             \(contacts.map { $0?.email }), \(contacts.map { $0?.phone }), \(customers.map(\.city)),
             \(customers.map(\.region)), \(customers.map(\.country)),
             \(customers.map { $0.tags?.joined(separator: "\u{1F}") }), \(customers.map(\.note)),
             \(customers.map(\.acceptsMarketing)))
             as u (id, key, name, contact, email_print, phone_print, city, region, country, tags, note,
                   accepts_marketing)
      """
  }
}
