import Basics
import Catalog
import Database
import Imports

/// Order lines by columns, as `unnest` takes them.
struct LineArrays: Sendable {
  private var orders: [Order.ID] = []
  private var positions: [Int32] = []
  private var heads: [String] = []
  private var variants: [Variant.ID?] = []
  private var codes: [String] = []
  private var descriptions: [String] = []
  private var quantities: [Int64] = []
  private var prices: [UnitPrice] = []
  private var amounts: [Int64] = []

  init(_ lines: [ImportedLine], orders ids: [String: Order.ID], products known: [String: Variant.ID]) {
    for line in lines {
      guard let order = ids[line.invoice] else { continue }
      orders.append(order)
      positions.append(line.position)
      heads.append(line.head.rawValue)
      variants.append(known[line.productCode])
      codes.append(line.code)
      descriptions.append(line.description)
      quantities.append(line.quantity)
      prices.append(line.price)
      amounts.append(line.amount)
    }
  }

  /// Adds those that are not there, and counts them by order.
  func insertion(for target: ImportTarget, in tenant: TenantID) -> SQL {
    """
    with added as (
      insert into order_lines (
        tenant_id, order_id, position, head, variant_id, sku, description, quantity, unit_price, amount, import_id)
      select \(tenant), u.*, \(target.id)
        from unnest(\(orders), \(positions), \(heads), \(variants), \(codes), \(descriptions), \(quantities),
                    \(prices), \(amounts)) u
      on conflict (tenant_id, order_id, position) do nothing
      returning order_id)
    select order_id, count(*) from added group by order_id
    """
  }

  /// How many are stored with another content than here: the file was changed in its middle, or is another
  /// file.
  func countDifferent(in db: TenantDatabase) async throws -> Int {
    try await db.one(
      """
      select count(*)
        from unnest(\(orders), \(positions), \(codes), \(descriptions), \(quantities), \(prices))
             as u (order_id, position, sku, description, quantity, unit_price)
        join order_lines l on l.order_id = u.order_id and l.position = u.position
       where l.tenant_id = \(db.tenant)
         and (l.sku, l.description, l.quantity, l.unit_price) <> (u.sku, u.description, u.quantity, u.unit_price)
      """)
  }
}

/// How many lines of an order were new.
struct AddedLines: FromRow {
  let order: Order.ID
  let lines: Int

  init(row: inout Row) throws {
    order = try row.next()
    lines = try row.next()
  }
}
