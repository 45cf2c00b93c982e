import Basics
import Database

/// Which product each variant is of: for each variant, in the order of the keys, its key and its product's.
struct PackedVariants: FromRow, Sendable {
  let keys: [UInt8]

  init(row: inout Row) throws { keys = try row.next() }

  static func all(in db: TenantDatabase) async throws -> PackedVariants {
    try await db.one(
      """
      select coalesce(string_agg(uuid_send(id) || uuid_send(product_id), ''::bytea order by id), ''::bytea)
        from reporting.variants
       where tenant_id = \(db.tenant)
      """)
  }
}

/// What all variants sold in a day or a month: for each, in the order of the keys, its key, pieces and net sales.
struct SoldPack: FromRow, Sendable {
  let isMonth: Bool
  let date: LocalDate
  let sold: [UInt8]

  init(row: inout Row) throws {
    isMonth = try row.next()
    date = try row.next()
    sold = try row.next()
  }

  static func of(_ parts: PeriodParts, in db: TenantDatabase) async throws -> [SoldPack] {
    try await db.all(
      """
      select true, month, sold
        from reporting.packed_months
       where tenant_id = \(db.tenant) and month = any(\(parts.months.keys.sorted()))
      union all
      select false, local_date, sold
        from reporting.packed_days
       where tenant_id = \(db.tenant) and local_date = any(\(parts.days.keys.sorted()))
      """)
  }
}

/// What variants sold in all, summed from packs.
struct SoldVariants {
  /// Of a pack, and of the variants: two keys, or a key and two figures.
  private static let width = 32
  private let variants: [UInt8]
  private var sums: [Sum]

  init(_ packs: [SoldPack], weighed parts: PeriodParts, _ variants: PackedVariants) {
    self.variants = variants.keys
    sums = Array(repeating: Sum(), count: variants.keys.count / SoldVariants.width)
    for pack in packs {
      if let weight = (pack.isMonth ? parts.months : parts.days)[pack.date] { add(pack.sold, weight) }
    }
  }

  /// Both are in the order of the keys, so that one pass finds each other's. A variant that is gone is passed over.
  private mutating func add(_ pack: [UInt8], _ weight: PeriodParts.Weight) {
    var variant = 0
    for entry in stride(from: 0, to: pack.count, by: SoldVariants.width) {
      let key = (pack.bigEndian(at: entry), pack.bigEndian(at: entry + 8))
      while variant < sums.count, self.key(variant) < key { variant += 1 }
      guard variant < sums.count else { return }
      guard self.key(variant) == key else { continue }
      sums[variant].add(
        units: Int64(bitPattern: pack.bigEndian(at: entry + 16)),
        net: Int64(bitPattern: pack.bigEndian(at: entry + 24)), weight)
    }
  }

  private func key(_ variant: Int) -> (UInt64, UInt64) {
    let place = variant * SoldVariants.width
    return (variants.bigEndian(at: place), variants.bigEndian(at: place + 8))
  }

  /// All that have sold anything in either period.
  var byProduct: [RecordID<ProductSales>: ProductSales.Sold] {
    var products: [RecordID<ProductSales>: Sum] = [:]
    for (variant, sum) in sums.enumerated() where sum != Sum() {
      let place = variant * SoldVariants.width + 16
      let product = RecordID<ProductSales>(
        high: variants.bigEndian(at: place), low: variants.bigEndian(at: place + 8))
      products[product, default: Sum()].add(sum)
    }
    return products.mapValues(\.limited)
  }
}

/// So wide that nothing that the books can hold overflows.
private struct Sum: Equatable {
  private var units: Int128 = 0
  private var net: Int128 = 0
  private var unitsBefore: Int128 = 0
  private var netBefore: Int128 = 0
  private var gained: Int128 = 0

  mutating func add(units: Int64, net: Int64, _ weight: PeriodParts.Weight) {
    self.units += Int128(units) * Int128(weight.now)
    self.net += Int128(net) * Int128(weight.now)
    unitsBefore += Int128(units) * Int128(weight.before)
    netBefore += Int128(net) * Int128(weight.before)
    gained += Int128(net) * Int128(weight.gained)
  }

  mutating func add(_ other: Sum) {
    units += other.units
    net += other.net
    unitsBefore += other.unitsBefore
    netBefore += other.netBefore
    gained += other.gained
  }

  var limited: ProductSales.Sold {
    func limited(_ sum: Int128) -> Int64 { Int64(clamping: sum).limitedToFigures }
    return ProductSales.Sold(
      units: limited(units), net: limited(net), unitsBefore: limited(unitsBefore),
      netBefore: limited(netBefore),
      gained: limited(gained))
  }
}
