import Basics
import Database
import Imports

extension Customer {
  /// Takes back a part of what an import has done to customers: those it changed are made as they were, and those it made go
  /// where nobody refers to them and no later import has changed them. One step of `ImportKind.undo`, behind what refers to customers.
  /// - Returns: whether there may be more.
  package static func undoImport(
    _ id: Import.ID, counting outcome: inout UndoOutcome, in db: TenantDatabase
  ) async throws -> Bool {
    let taken = try await RowImage.take(1000, of: .customers, from: id, counting: &outcome, in: db)
    try await putBack(taken, in: db)
    if !taken.isAll { return true }
    let gone = try await removeMade(by: id, in: db)
    outcome.customers += gone
    return gone > 0
  }

  /// What they have bought stays as it is figured out from their orders.
  private static func putBack(_ taken: RowImage.Taken, in db: TenantDatabase) async throws {
    if taken.back.isEmpty { return }
    try await db.run(
      """
      update customers c
         set name = b.name, country = b.country, country_at = b.country_at, email = b.email, phone = b.phone,
             address = b.address, city = b.city, region = b.region, postcode = b.postcode, tags = b.tags,
             note = b.note, accepts_marketing = b.accepts_marketing
        from unnest(\(taken.backRows), \(taken.backImages)) as u (id, before),
             jsonb_populate_record(null::customers, u.before) b
       where c.tenant_id = \(db.tenant) and c.id = u.id
      """)
  }

  /// Also those of imports undone before, whom orders of this one may have kept until now.
  private static func removeMade(by id: Import.ID, in db: TenantDatabase) async throws -> Int {
    try await db.run(
      """
      delete from customers
       where tenant_id = \(db.tenant) and id = any(array(
             select c.id
               from customers c
              where c.tenant_id = \(db.tenant) and c.import_id = any(\(try await Import.undone(and: id, in: db)))
                and not exists (
                    select 1 from orders o where o.tenant_id = \(db.tenant) and o.customer_id = c.id)
                and not exists (
                    select 1 from import_changes i
                     where i.tenant_id = \(db.tenant) and i.subject = 'customers' and i.row_id = c.id)
              limit 2000))
      """)
  }
}
