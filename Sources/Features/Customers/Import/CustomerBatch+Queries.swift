import Basics
import Database
import Imports
import Tenancy

extension CustomerBatch {
  func insert(_ new: [Entry], for target: ImportTarget, in db: TenantDatabase) async throws {
    let numbers = try await Counter.next("customers", count: new.count, in: db)
    try await db.run(
      """
      insert into customers (
        tenant_id, id, number, source, source_key, name, country, country_at, email, phone, address, city, region,
        postcode, tags, note, accepts_marketing, import_id, created_at)
      select \(db.tenant), u.id, n.number, \(target.source), u.key, n.name, coalesce(u.country, ''),
             case when u.country is null then 'epoch' else \(target.now) end, coalesce(u.email, ''),
             coalesce(u.phone, ''), coalesce(u.address, ''), coalesce(u.city, ''), coalesce(u.region, ''),
             coalesce(u.postcode, ''), coalesce(string_to_array(u.tags, E'\\x1F'), '{}'), coalesce(u.note, ''),
             u.accepts_marketing, \(target.id), \(target.now)
        from \(fragment: table(new))
        join unnest(\(new.map(\.id)), \(Array(numbers)), \(new.map(\.customer.anyName))) as n (id, number, name)
          on n.id = u.id
      returning id
      """)
  }

  /// - Returns: how many are different now.
  func update(_ known: [Entry], for target: ImportTarget, in db: TenantDatabase) async throws -> Int {
    let changes = changes(known, for: target, in: db)
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
         set name = n.name, email = n.email, phone = n.phone, address = n.address, city = n.city, region = n.region,
             postcode = n.postcode, country = n.country, country_at = n.country_at, tags = n.tags, note = n.note,
             accepts_marketing = n.accepts_marketing
        from (\(fragment: changes)) n
       where c.tenant_id = \(db.tenant) and c.id = n.id
      """)
  }

  /// What customers will be, of those who will be otherwise.
  private func changes(_ known: [Entry], for target: ImportTarget, in db: TenantDatabase) -> SQL {
    """
    select n.id, n.name, n.email, n.phone, n.address, n.city, n.region, n.postcode, n.country, n.country_at, n.tags,
           n.note, n.accepts_marketing
      from (
        select c.id, coalesce(u.name, c.name) as name, coalesce(u.email, c.email) as email,
               coalesce(u.phone, c.phone) as phone, coalesce(u.address, c.address) as address,
               coalesce(u.city, c.city) as city, coalesce(u.region, c.region) as region,
               coalesce(u.postcode, c.postcode) as postcode, coalesce(u.country, c.country) as country,
               case when u.country <> c.country then \(target.now) else c.country_at end as country_at,
               coalesce(string_to_array(u.tags, E'\\x1F'), c.tags) as tags, coalesce(u.note, c.note) as note,
               coalesce(u.accepts_marketing, c.accepts_marketing) as accepts_marketing
          from \(fragment: table(known))
          join customers c on c.tenant_id = \(db.tenant) and c.id = u.id) n
      join customers o on o.tenant_id = \(db.tenant) and o.id = n.id
     where (o.name, o.email, o.phone, o.address, o.city, o.region, o.postcode, o.country, o.tags, o.note,
            o.accepts_marketing) is distinct from
           (n.name, n.email, n.phone, n.address, n.city, n.region, n.postcode, n.country, n.tags, n.note,
            n.accepts_marketing)
    """
  }

  private func table(_ entries: [Entry]) -> SQL {
    let customers = entries.map(\.customer)
    return """
      unnest(\(entries.map(\.id)), \(customers.map(\.key)), \(customers.map(\.name)), \(customers.map(\.email)),
             \(customers.map(\.phone)), \(customers.map(\.address)), \(customers.map(\.city)),
             \(customers.map(\.region)), \(customers.map(\.postcode)), \(customers.map(\.country)),
             \(customers.map { $0.tags?.joined(separator: "\u{1F}") }), \(customers.map(\.note)),
             \(customers.map(\.acceptsMarketing)))
             as u (id, key, name, email, phone, address, city, region, postcode, country, tags, note,
                   accepts_marketing)
      """
  }
}
