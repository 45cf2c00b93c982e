import Basics
import Database

extension Customer {
  /// Keeps what some customers have bought in all; who is not counted has bought nothing.
  /// - Parameter counted: a statement with the columns `customer_id`, `orders`, `gross`, `refunds`, `first_order` and
  ///   `last_order`.
  package static func keep(_ counted: SQL, of customers: [ID], in db: TenantDatabase) async throws {
    try await db.run(
      """
      update customers c
         set orders = coalesce(f.orders, 0), gross = coalesce(f.gross, 0), refunds = coalesce(f.refunds, 0),
             first_order = f.first_order, last_order = f.last_order
        from unnest(\(customers)) as u (id)
        left join (\(fragment: counted)) f on f.customer_id = u.id
       where c.tenant_id = \(db.tenant) and c.id = u.id
         and (c.orders, c.gross, c.refunds, c.first_order, c.last_order) is distinct from
             (coalesce(f.orders, 0), coalesce(f.gross, 0), coalesce(f.refunds, 0), f.first_order, f.last_order)
      """)
  }

  /// The keys of some customers, in their order, from behind a key on: to go through all of them.
  package static func keys(after last: ID?, upTo limit: Int = 2000, in db: TenantDatabase) async throws
    -> [ID]
  {
    try await db.all(
      """
      select id from customers
       where tenant_id = \(db.tenant) and id > \(last ?? ID(high: 0, low: 0))
       order by id limit \(limit)
      """)
  }
}
