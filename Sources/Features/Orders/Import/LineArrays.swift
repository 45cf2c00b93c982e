import Basics
import Catalog
import Database

/// Order lines by columns, as `unnest` takes them.
struct LineArrays {
  private var orders: [Order.ID] = []
  private var positions: [Int32] = []
  private var heads: [String] = []
  private var products: [Variant.ID?] = []
  private var codes: [String] = []
  private var descriptions: [String] = []
  private var quantities: [Int64] = []
  private var prices: [UnitPrice] = []
  private var amounts: [Int64] = []

  init(
    _ lines: [ImportBatch.PlacedLine], orders ids: [String: Order.ID], products known: [String: Variant.ID]
  ) {
    for placed in lines {
      let line = placed.line
      guard let order = ids[line.invoice] else { continue }
      orders.append(order)
      positions.append(placed.position)
      heads.append(line.head.rawValue)
      products.append(known[line.productCode])
      codes.append(line.code)
      descriptions.append(line.description)
      quantities.append(line.quantity)
      prices.append(line.price)
      amounts.append(line.amount)
    }
  }

  /// Adds those that are not there, and counts them by order.
  func add(in db: TenantDatabase) async throws -> [AddedLines] {
    try await db.runAll(
      """
      with added as (
        insert into order_lines (
          tenant_id, order_id, position, head, variant_id, sku, description, quantity, unit_price, amount)
        select \(db.tenant), u.*
          from unnest(\(orders), \(positions), \(heads), \(products), \(codes), \(descriptions), \(quantities),
                      \(prices), \(amounts)) u
        on conflict (tenant_id, order_id, position) do nothing
        returning order_id)
      select order_id, count(*) from added group by order_id
      """)
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
