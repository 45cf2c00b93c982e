import Basics
import Database
import Imports

/// Takes back what an import has done to customers.
struct CustomerUndo {
  let id: Import.ID
  let db: TenantDatabase

  private static let atOnce = 1_000

  /// - Returns: whether there may be more.
  func putBack(_ outcome: inout UndoOutcome) async throws -> Bool {
    let taken = try await RowImage.take(
      CustomerUndo.atOnce, of: .customers, from: id, counting: &outcome, in: db)
    if taken.rows.isEmpty { return false }
    try await db.run(
      """
      update customers c
         set name = r.name, contact = r.contact, email_print = r.email_print, phone_print = r.phone_print, city = r.city,
             region = r.region, country = r.country, country_at = r.country_at, tags = r.tags, note = r.note,
             accepts_marketing = r.accepts_marketing
        from unnest(\(taken.backImages)) as i (image)
       cross join jsonb_populate_record(null::customers, i.image) r
       where c.tenant_id = \(db.tenant) and c.id = r.id
      """)
    return true
  }

  /// Those who have ordered nothing and whom no later import has changed; also those of imports undone before, whom orders
  /// of this one may have kept until now.
  func remove(_ outcome: inout UndoOutcome) async throws -> Bool {
    let gone = try await db.run(
      """
      delete from customers
       where tenant_id = \(db.tenant) and id = any(array(
             select c.id from customers c
              where c.tenant_id = \(db.tenant) and c.import_id = any(\(try await Import.undone(and: id, in: db)))
                and not exists (
                    select 1 from orders o where o.tenant_id = \(db.tenant) and o.customer_id = c.id)
                and not exists (
                    select 1 from import_changes i
                     where i.tenant_id = \(db.tenant) and i.subject = 'customers' and i.row_id = c.id)
              limit \(CustomerUndo.atOnce)))
      """)
    outcome.customers += gone
    return gone > 0
  }
}
