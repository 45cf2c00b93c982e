import Basics
import Database
import HTML
import Lists
import Looks
import Web

/// The list of products.
enum ProductList: ListKind {
  static let name = ListName.products
  /// Shops have thousands: reading one more is as quick as counting it.
  static let bounds = ListBounds(few: 1_000, gathered: 40_000)
  static let title: Message = "Products"
  static let searchLabel: Message = "Name, SKU or barcode"
  static func caption(_ sort: Message) -> Message { "Products: \(sort)" }

  static let columns: [ListColumn<ProductRow>] = [
    ListColumn("name", "Product", .lead, sorts: ("name", "name-down")) { .text($0.title) },
    ListColumn("sku", "SKU", .second) { row in row.sku.map { .text($0) } ?? .none },
    ListColumn("status", "Status") { .state($0.status.title, $0.status.tone, $0.status.rawValue) },
    ListColumn("price", "Price", number: true) { row in
      row.price.map { .price($0, row.net.currency) } ?? .absent("No price")
    },
    ListColumn("units", "Pieces sold", number: true, sorts: ("units", "fewest")) { .number($0.units) },
    ListColumn("net", "Net sales", .side, number: true, sorts: ("net", "least")) { .money($0.net) },
    ListColumn("last-sold", "Last sold", .side, sorts: ("last-sold", "longest-ago")) { row in
      row.lastSold.map { .date($0) } ?? .absent("Never")
    },
    ListColumn("vendor", "Vendor", usual: false) { .text($0.vendor) },
    ListColumn("type", "Type", usual: false) { .text($0.type) },
    ListColumn("tags", "Tags", usual: false) { .text($0.tags.joined(separator: ", ")) },
    ListColumn("variants", "Variants", number: true, usual: false) { .number($0.variants) },
    ListColumn("highest-price", "Highest price", number: true, usual: false) { row in
      row.highestPrice.map { .price($0, row.net.currency) } ?? .none
    },
    ListColumn("gross", "Gross sales", number: true, usual: false) { .money($0.gross) },
    ListColumn("refunds", "Refunds", number: true, usual: false) { .money($0.refunds) },
    ListColumn("key", "Key in the source", usual: false) { .text($0.key) },
  ]

  static let sorts: [ListSort<ProductRow>] = [
    ListSort("net", "Highest net sales first", by: "t.net", .integer) { String($0.net.minorUnits) },
    ListSort("least", "Lowest net sales first", by: "t.net", .integer, descending: false) {
      String($0.net.minorUnits)
    },
    ListSort("name", "By name", by: "t.name_key", .text, descending: false) { $0.nameKey },
    ListSort("name-down", "By name, from the end", by: "t.name_key", .text) { $0.nameKey },
    ListSort("units", "Most pieces sold first", by: "t.units", .integer) { String($0.units) },
    ListSort("fewest", "Fewest pieces sold first", by: "t.units", .integer, descending: false) {
      String($0.units)
    },
    ListSort("last-sold", "Latest sale first", by: "t.last_sold_key", .date) { day($0.lastSold) },
    ListSort("longest-ago", "Longest without a sale first", by: "t.last_sold_key", .date, descending: false) {
      day($0.lastSold)
    },
  ]

  private static func day(_ date: LocalDate?) -> String { date?.description ?? noDate }

  static let views: [(title: Message, query: String)] = [
    ("Sold", "sold=yes"), ("Never sold", "sold=never"), ("Without a price", "price=none"),
  ]

  static func id(of row: ProductRow) -> String { row.id.description }
  static func label(of row: ProductRow) -> String { row.title }

  static let source: SQL = """
    select t.tenant_id, t.id, t.source_key, t.name, t.name_key, t.status, t.type, t.vendor, t.tags, t.units, t.gross,
           t.refunds, t.net, t.last_sold, t.last_sold_key, t.import_id
      from products t
    """

  static func rows(from source: SQL, matching: SQL, in scope: ListScope) -> SQL {
    """
    select t.id, t.source_key, t.name, t.name_key, t.status, t.type, t.vendor, t.tags, t.units, \(scope.currency),
           t.gross, t.refunds, t.net, t.last_sold,
           (select count(*) from variants v where v.tenant_id = \(scope.tenant) and v.product_id = t.id),
           (select v.sku from variants v where v.tenant_id = \(scope.tenant) and v.product_id = t.id
             order by v.position limit 1),
           (select min(v.price) from variants v where v.tenant_id = \(scope.tenant) and v.product_id = t.id),
           (select max(v.price) from variants v where v.tenant_id = \(scope.tenant) and v.product_id = t.id)
      from (\(fragment: source)) t
     where \(fragment: matching)
    """
  }

  static func formats(_ request: Request) -> [(title: Message, name: String)] {
    CatalogFormat.allCases.map { ($0.title, $0.rawValue) }
  }

  static func importPath(_ request: Request) -> String? {
    request.can(.importProducts) ? request.path("/products/imports") : nil
  }

  static func empty(_ request: Request) -> ListInvitation {
    ListInvitation(
      "Your products will be here",
      "They come with your orders: whatever an order sold stands here, with how many pieces, for how much, and when last. A file of products brings them with their prices.",
      actions: importPath(request).map { [(title: "Import products" as Message, path: $0)] } ?? [])
  }
}

extension ProductStatus {
  var title: Message {
    switch self {
    case .active: "Active"
    case .draft: "Draft"
    case .archived: "Archived"
    }
  }

  var tone: Tone {
    switch self {
    case .active: .good
    case .draft: .wait
    case .archived: .plain
    }
  }
}
