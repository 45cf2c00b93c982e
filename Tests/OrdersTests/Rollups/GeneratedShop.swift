import Basics
import Catalog
import Customers
import Database
import Tenancy
import TestKit

@testable import Orders

/// A shop whose orders are made, changed and taken away by chance: a seed says how.
struct GeneratedShop {
  let books: Books
  var db: TenantDatabase { books.shop.db }
  private var dice: Dice
  private var orders: [Order.ID] = []
  private var customers: [Customer.ID] = []
  private var products: [Product.ID] = []
  private var variants: [Variant.ID] = []
  private var number = 0

  init(zone: String, seed: UInt64) async throws {
    books = try await Books(zone: zone)
    dice = Dice(seed)
    for index in 1...6 {
      let (customer, product, variant) = (Customer.ID(), Product.ID(), Variant.ID())
      try await db.run([
        """
        insert into customers (tenant_id, id, number, source, source_key, name, country, country_at, created_at)
        values (\(db.tenant), \(customer), \(index), 'csv', \("\(index)"), 'K', '', now(), now())
        """,
        """
        insert into products (tenant_id, id, source, source_key, name, name_at, created_at)
        values (\(db.tenant), \(product), 'csv', \("P\(index)"), 'P', now(), now())
        """,
        """
        insert into variants (tenant_id, id, product_id, position, sku, created_at)
        values (\(db.tenant), \(variant), \(product), 1, \("P\(index)"), now())
        """,
      ])
      customers.append(customer)
      products.append(product)
      variants.append(variant)
    }
  }

  /// One change, in a transaction of its own, that marks what it touches.
  mutating func change() async throws {
    switch dice.below(10) {
    case 0 where !orders.isEmpty: try await remove()
    case 1 where !orders.isEmpty: try await moveInTime()
    case 2 where !orders.isEmpty: try await giveToAnother()
    case 3 where !orders.isEmpty: try await dropLines()
    case 4: try await regroup()
    default: try await add()
    }
  }

  private mutating func add() async throws {
    let (id, isCancellation, zone) = (Order.ID(), dice.below(6) == 0, books.zone)
    let (placed, customer) = (moment(), dice.below(4) == 0 ? nil : customers[dice.below(customers.count)])
    number += 1
    orders.append(id)
    let lines = (1...(1 + dice.below(5))).map { line($0) }
    let (number, local, place) = (number, zone.local(placed), ["", "Khulna", "Sylhet"][dice.below(3)])
    try await db.transaction { db in
      try await db.run(
        """
        insert into orders (
          tenant_id, id, number, source, source_number, kind, state, customer_id, country, region, currency, placed_at,
          local_date, local_hour, gross, refunds, charges, total, line_count)
        values (\(db.tenant), \(id), \(number), 'csv', \("\(number)"), \(isCancellation ? "cancellation" : "other"),
                'delivered', \(customer), 'Bangladesh', \(place), 'GBP', \(placed), \(local.date), \(local.hour),
                0, 0, 0, 0, 0)
        """)
      for line in lines {
        try await db.run(
          """
          insert into order_lines (
            tenant_id, order_id, position, head, variant_id, sku, description, quantity, unit_price, amount)
          values (\(db.tenant), \(id), \(line.position), \(line.head), \(line.variant), 'x', '', \(line.quantity), 1,
                  \(line.amount))
          """)
      }
      try await settle(id, in: db)
    }
  }

  private mutating func line(_ position: Int) -> (
    position: Int, head: String, variant: Variant.ID?, quantity: Int, amount: Int
  ) {
    let head = dice.below(3) > 0 ? LineHead.product : LineHead.allCases[dice.below(LineHead.allCases.count)]
    // A line of goods that no catalog knows is sold too.
    let variant = head == .product && dice.below(8) > 0 ? variants[dice.below(variants.count)] : nil
    let quantity = dice.below(9) - 2
    return (position, head.rawValue, variant, quantity, quantity * dice.below(500))
  }

  /// In three months with a change of the clocks, at any minute, and often on a day that has orders; or about the
  /// minute when Newfoundland's clocks went back over midnight, so that a day began twice.
  private mutating func moment() -> Instant {
    if dice.below(6) == 0 { return Instant(seconds: 1_289_095_200 + [29, 30, 31, 40][dice.below(4)] * 60) }
    let day = dice.below(2) == 0 ? dice.below(92) : 20 + dice.below(8)
    return Instant(seconds: 1_299_200_000 + Int64(day) * 86_400 + Int64(dice.below(1440)) * 60)
  }

  private mutating func any() -> Order.ID { orders[dice.below(orders.count)] }

  private mutating func remove() async throws {
    let id = orders.remove(at: dice.below(orders.count))
    try await db.transaction { db in
      try await StaleDays.mark([id], in: db)
      try await db.run("delete from orders where tenant_id = \(db.tenant) and id = \(id)")
    }
  }

  private mutating func moveInTime() async throws {
    let (id, placed) = (any(), moment())
    let local = books.zone.local(placed)
    try await db.transaction { db in
      try await StaleDays.mark([id], in: db)
      try await db.run(
        """
        update orders set placed_at = \(placed), local_date = \(local.date), local_hour = \(local.hour)
         where tenant_id = \(db.tenant) and id = \(id)
        """)
      try await settle(id, in: db)
    }
  }

  private mutating func giveToAnother() async throws {
    let (id, customer) = (any(), dice.below(3) == 0 ? nil : customers[dice.below(customers.count)])
    try await db.transaction { db in
      try await StaleDays.mark([id], in: db)
      try await db.run(
        "update orders set customer_id = \(customer) where tenant_id = \(db.tenant) and id = \(id)")
      try await settle(id, in: db)
    }
  }

  private mutating func dropLines() async throws {
    let id = any()
    try await db.transaction { db in
      try await db.run(
        "delete from order_lines where tenant_id = \(db.tenant) and order_id = \(id) and position > 1")
      try await settle(id, in: db)
    }
  }

  /// Moves a variant to another product.
  private mutating func regroup() async throws {
    let (variant, product) = (variants[dice.below(variants.count)], products[dice.below(products.count)])
    try await db.transaction { db in
      try await Product.markStale(of: [variant], in: db)
      try await db.run(
        "update variants set product_id = \(product) where tenant_id = \(db.tenant) and id = \(variant)")
      try await Product.markStale(of: [variant], in: db)
    }
  }

  private func settle(_ id: Order.ID, in db: TenantDatabase) async throws {
    try await SalesFigures.restate([id], in: db)
    try await StaleDays.mark([id], in: db)
  }
}

/// Chance that comes out the same again (SplitMix64, Steele and others 2014).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}
