import Basics
import Catalog
import Customers
import Database
import Tenancy
import TestKit

@testable import Orders

/// A shop with half a year of orders made by chance, and what they come to, kept beside them.
struct SoldShop {
  /// An invoice as the books have it.
  struct Sale {
    let id: Order.ID
    let at: Instant
    let date: LocalDate
    let hour: Int
    let customer: Int?
    let isCancellation: Bool
    let country: String
    let region: String
    /// Product, pieces, amount.
    let lines: [(product: Int, pieces: Int64, amount: Int64)]
    let postage: Int64

    var isOrder: Bool { !isCancellation && !lines.isEmpty }
    var gross: Int64 { isCancellation ? 0 : lines.map { max(0, $0.amount) }.reduce(0, +) }
    var net: Int64 { lines.map(\.amount).reduce(0, +) }
    var refunds: Int64 { gross - net }
  }

  let shop: Shop
  let now: Instant
  private(set) var sales: [Sale] = []
  private let products: [(Product.ID, Variant.ID)]
  private let customers: [Customer.ID]
  private var dice: Dice
  var db: TenantDatabase { shop.db }
  var today: LocalDate { shop.tenant.zone.date(of: now) }

  init(days: Int = 200, regions: Bool = false, seed: UInt64 = 1) async throws {
    shop = try await Shop()
    now = Instant.now
    dice = Dice(seed)
    products = (0..<12).map { _ in (Product.ID(), Variant.ID()) }
    customers = (0..<40).map { _ in Customer.ID() }
    try await addWhatIsSoldAndTo()
    for day in stride(from: days, through: 0, by: -1) {
      for _ in 0..<(1 + dice.below(4)) { add(today - day, regions: regions) }
    }
    try await write()
    try await Rollups.restate(in: db)
  }

  private mutating func add(_ date: LocalDate, regions: Bool) {
    let zone = shop.tenant.zone
    let at = zone.startOfDay(date) + .seconds(Int64(dice.below(86_400)))
    guard at < now else { return }
    let isCancellation = dice.below(9) == 0
    let hasGoods = dice.below(12) > 0
    let sign: Int64 = isCancellation ? -1 : 1
    let lines = (0..<(hasGoods ? 1 + dice.below(3) : 0)).map { _ in
      let pieces = Int64(1 + dice.below(5)) * (dice.below(15) == 0 ? -1 : 1) * sign
      return (product: dice.below(12), pieces: pieces, amount: pieces * Int64(100 + dice.below(9000)))
    }
    let place =
      regions
      ? ("Bangladesh", ["Dhaka", "Khulna", "Sylhet", "Chattogram"][dice.below(4)])
      : (["Bangladesh", "India", "Nepal"][dice.below(3)], "")
    sales.append(
      Sale(
        id: Order.ID(), at: at, date: zone.date(of: at), hour: zone.local(at).hour,
        customer: dice.below(6) == 0 ? nil : dice.below(40), isCancellation: isCancellation, country: place.0,
        region: place.1, lines: lines, postage: dice.below(3) == 0 ? 6000 : 0))
  }

  private func addWhatIsSoldAndTo() async throws {
    let (db, customerIDs, productIDs) = (self.db, customers, products.map(\.0))
    let numbers = Array(1...customerIDs.count)
    try await db.run([
      """
      insert into customers (tenant_id, id, number, source, source_key, name, country, country_at, created_at)
      select \(db.tenant), id, number, 'csv', number::text, 'Customer ' || number, '', now(), now()
        from unnest(\(customerIDs), \(numbers)) as u (id, number)
      """,
      """
      insert into products (tenant_id, id, source, source_key, name, name_at, created_at)
      select \(db.tenant), id, 'csv', 'P' || number, 'Product ' || number, now(), now()
        from unnest(\(productIDs), \(Array(1...12))) as u (id, number)
      """,
      """
      insert into variants (tenant_id, id, product_id, position, sku, created_at)
      select \(db.tenant), id, product_id, 1, 'P' || number, now()
        from unnest(\(products.map(\.1)), \(productIDs), \(Array(1...12))) as u (id, product_id, number)
      """,
    ])
  }

  private func write() async throws {
    try await db.transaction { db in
      for (number, sale) in sales.enumerated() {
        let customer = sale.customer.map { customers[$0] }
        try await db.run(
          """
          insert into orders (
            tenant_id, id, number, source, source_number, kind, state, customer_id, country, region, currency,
            placed_at, local_date, local_hour, gross, refunds, charges, total, line_count)
          values (\(db.tenant), \(sale.id), \(number + 1), 'csv', \("I\(number)"),
                  \(sale.isCancellation ? "cancellation" : "other"), 'delivered', \(customer), \(sale.country),
                  \(sale.region), 'BDT', \(sale.at), \(sale.date), \(Int16(sale.hour)), 0, 0, 0, 0, 0)
          """)
        try await write(linesOf: sale, in: db)
      }
      try await SalesFigures.restate(sales.map(\.id), in: db)
      try await StaleDays.mark(sales.map(\.id), in: db)
    }
  }

  private func write(linesOf sale: Sale, in db: TenantDatabase) async throws {
    var lines = sale.lines.map { line in
      (head: "product", variant: Optional(products[line.product].1), pieces: line.pieces, amount: line.amount)
    }
    if sale.postage > 0 || lines.isEmpty {
      lines.append((head: "postage", variant: nil, pieces: 1, amount: sale.postage))
    }
    for (index, line) in lines.enumerated() {
      try await db.run(
        """
        insert into order_lines (
          tenant_id, order_id, position, head, variant_id, sku, description, quantity, unit_price, amount)
        values (\(db.tenant), \(sale.id), \(index + 1), \(line.head), \(line.variant), 'x', '', \(line.pieces), 1,
                \(line.amount))
        """)
    }
  }
}

// What the sales come to, counted one by one.
extension SoldShop {
  func sales(_ days: ClosedRange<LocalDate>) -> [Sale] { sales.filter { days.contains($0.date) } }

  func net(_ days: ClosedRange<LocalDate>) -> Int64 { sales(days).map(\.net).reduce(0, +) }

  func name(_ product: Int) -> String { "Product \(product + 1)" }

  func net(ofProduct product: Int, _ days: ClosedRange<LocalDate>) -> Int64 {
    sales(days).flatMap(\.lines).filter { $0.product == product }.map(\.amount).reduce(0, +)
  }

  /// Those with an order in the days who had, or had not, ordered before their first one.
  func customers(_ days: ClosedRange<LocalDate>, new: Bool) -> Int {
    let orders = sales.filter { $0.isOrder && $0.customer != nil }.sorted { $0.at < $1.at }
    let firsts = Dictionary(grouping: orders) { $0.customer }.mapValues { $0[0].date }
    let buyers = Set(orders.filter { days.contains($0.date) }.map(\.customer))
    return buyers.count { customer in firsts[customer].map { days.contains($0) } == new }
  }
}

/// Chance that comes out the same again (SplitMix64, Steele and others 2014).
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
