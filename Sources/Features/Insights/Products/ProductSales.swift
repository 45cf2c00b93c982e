import Basics
import Database
import Loop

/// What a product sold in a period and in the one before.
struct ProductSales: Equatable, Sendable {
  let id: RecordID<ProductSales>
  fileprivate(set) var name: String
  let sold: Sold
  /// Among the largest, or among those that have lost most. One can be both.
  let isTop: Bool
  let isFalling: Bool

  var units: Int { Int(sold.units) }
  var net: Int64 { sold.net }
  var unitsBefore: Int { Int(sold.unitsBefore) }
  var netBefore: Int64 { sold.netBefore }

  struct Sold: Equatable, Sendable {
    var units: Int64 = 0
    var net: Int64 = 0
    var unitsBefore: Int64 = 0
    var netBefore: Int64 = 0
    /// On days that are over.
    var gained: Int64 = 0
  }
}

extension ProductSales {
  /// How many of each a card has.
  static let shown = 6

  /// The products that sold most, and those that lost most against the period before: largest first, then largest loss.
  ///
  /// While the period is not over, losses are counted without its last day and that of the period before.
  /// - Parameter atOnce: bytes of packs that are held at a time.
  static func leading(
    _ period: Period, lastIsOpen: Bool, most: Int = shown, atOnce: Int = SoldPack.atOnce,
    in db: TenantDatabase
  ) async throws -> [ProductSales] {
    let parts = PeriodParts(period, lastIsOpen: lastIsOpen)
    async let variants = PackedVariants.all(in: db)
    async let packs = SoldPack.some(of: parts, atOnce: atOnce, in: db)
    var (read, sold) = try await (packs, SoldVariants(variants))
    var rest = parts
    while read.last?.hasMore == true {
      sold = try await sum(sold, read, parts)
      rest.remove(read)
      read = try await SoldPack.some(of: rest, atOnce: atOnce, in: db)
    }
    let all = try await sum(sold, read, parts)
    let leading = try await offload { ranked(all.byProduct, most: most) }
    let names = try await names(of: leading.map(\.id), in: db)
    return leading.compactMap { one in
      names[one.id].map { name in
        var one = one
        one.name = name
        return one
      }
    }
  }

  /// Off the loop, which has others to serve: a shop may have many variants.
  private static func sum(_ sold: SoldVariants, _ packs: [SoldPack], _ parts: PeriodParts) async throws
    -> SoldVariants
  {
    try await offload {
      var sold = sold
      sold.add(packs, weighed: parts)
      return sold
    }
  }

  /// Their names are not known yet.
  private static func ranked(_ products: [RecordID<ProductSales>: Sold], most: Int) -> [ProductSales] {
    let sorted = products.sorted { ($1.value.net, $0.key) < ($0.value.net, $1.key) }
    let top = Set(sorted.prefix(most).filter { $0.value.net > 0 }.map(\.key))
    let falling = Set(
      sorted.filter { $0.value.gained < 0 }
        .sorted { ($0.value.gained, $0.key) < ($1.value.gained, $1.key) }.prefix(most).map(\.key))
    return sorted.compactMap { id, sold in
      let (isTop, isFalling) = (top.contains(id), falling.contains(id))
      return isTop || isFalling
        ? ProductSales(id: id, name: "", sold: sold, isTop: isTop, isFalling: isFalling) : nil
    }
  }

  private struct Name: FromRow {
    let id: RecordID<ProductSales>
    let name: String

    init(row: inout Row) throws {
      id = try row.next()
      name = try row.next()
    }
  }

  private static func names(of products: [RecordID<ProductSales>], in db: TenantDatabase) async throws
    -> [RecordID<ProductSales>: String]
  {
    if products.isEmpty { return [:] }
    let found = try await db.all(
      """
      select id, case name when '' then key else name end
        from reporting.products
       where tenant_id = \(db.tenant) and id = any(\(products))
      """, as: Name.self)
    return Dictionary(found.map { ($0.id, $0.name) }) { first, _ in first }
  }
}
