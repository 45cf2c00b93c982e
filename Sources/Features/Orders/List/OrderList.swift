import Basics
import Customers
import Database
import HTML
import Lists
import Looks
import Web

/// The list of orders, cancellations and other entries.
enum OrderList: ListKind {
  static let name = ListName.orders
  static let title: Message = "Orders"
  static let searchLabel: Message =
    "Number, or the customer's name, number, whole e-mail or whole phone number"
  static func caption(_ sort: Message) -> Message { "Orders: \(sort)" }

  static let columns: [ListColumn<OrderRow>] = [
    ListColumn("number", "Order", .lead) { .text($0.number) },
    ListColumn("customer", "Customer", .second) { row in
      row.customerName.map { .contact($0, masked: ContactMask.name($0)) } ?? .absent("No customer named")
    },
    ListColumn("placed", "Placed", .second, sorts: ("newest", "oldest")) { .moment($0.placedAt) },
    ListColumn("country", "Country") { .text($0.country) },
    ListColumn("lines", "Lines", number: true) { .number($0.lineCount) },
    ListColumn("total", "Total", .side, number: true, sorts: ("total", "smallest")) { .money($0.total) },
    ListColumn("state", "State", .side) { row in
      row.kind == .order
        ? .state(row.state.title, row.state.tone, row.state.rawValue)
        : .state(row.kind.title, .plain, row.state.rawValue)
    },
    ListColumn("kind", "Kind", usual: false) { .word($0.kind.title, $0.kind.rawValue) },
    ListColumn("gross", "Gross sales", number: true, usual: false) { .money($0.gross) },
    ListColumn("refunds", "Refunds", number: true, usual: false) { .money($0.refunds) },
    ListColumn("charges", "Charges", number: true, usual: false) { .money($0.charges) },
    ListColumn("currency", "Currency", usual: false) { .text($0.total.currency.code) },
    ListColumn("region", "Region", usual: false) { .text($0.region) },
    ListColumn("city", "City", usual: false) { .text($0.city) },
    ListColumn("previous", "Order before", usual: false) { row in row.previous.map { .date($0) } ?? .none },
    ListColumn("source", "Source", usual: false) { .text($0.source) },
    ListColumn("own-number", "Number in Haat", usual: false) { .text(String($0.ownNumber)) },
  ]

  static let sorts: [ListSort<OrderRow>] = [
    ListSort("newest", "Newest first", by: "t.placed_at", .instant, plain: true) {
      String($0.placedAt.microseconds)
    },
    ListSort("oldest", "Oldest first", by: "t.placed_at", .instant, descending: false, plain: true) {
      String($0.placedAt.microseconds)
    },
    ListSort("total", "Largest total first", by: "t.total", .integer) { String($0.total.minorUnits) },
    ListSort("smallest", "Smallest total first", by: "t.total", .integer, descending: false) {
      String($0.total.minorUnits)
    },
  ]

  static let views: [(title: Message, query: String)] = [
    ("Orders", "kind=order"), ("Cancellations", "kind=cancellation"), ("Other entries", "kind=other"),
    ("First orders", "customer=new"), ("Without a customer", "customer=none"),
  ]

  static func id(of row: OrderRow) -> String { row.id.description }
  static func label(of row: OrderRow) -> String { row.number }

  static let source: SQL = """
    select t.tenant_id, t.id, t.source_number, t.number, t.source, t.kind, t.state, t.customer_id, t.placed_at,
           t.local_date, t.local_hour, t.local_weekday, t.previous_date, t.currency, t.gross, t.refunds, t.charges, t.total, t.line_count,
           t.country, t.region, t.city, t.import_id
      from orders t
    """

  static func rows(from source: SQL, matching: SQL, in scope: ListScope) -> SQL {
    """
    select t.id, t.source_number, t.number, t.source, t.kind, t.state, t.placed_at, t.currency, t.gross, t.refunds,
           t.charges, t.total, t.line_count, t.country, t.region, t.city,
           (select name from customers c where c.tenant_id = \(scope.tenant) and c.id = t.customer_id), t.previous_date
      from (\(fragment: source)) t
     where \(fragment: matching)
    """
  }

  static func prints(in search: ListSearch<OrderList>, _ scope: ListScope, in db: TenantDatabase) async throws
    -> [String: [UInt8]]
  {
    guard let words = search.values["q"] else { return [:] }
    return try await Customer.prints(of: words, scope, in: db)
  }

  static func importPath(_ request: Request) -> String? {
    request.can(.importOrders) ? request.path("/orders/imports") : nil
  }

  static func empty(_ request: Request) -> ListInvitation {
    ListInvitation(
      "Your orders will be here",
      "Bring the history you have: a file of order lines as CSV, with invoice, product, quantity, date, price and customer. It is read in minutes, and reading it twice changes nothing.",
      actions: importPath(request).map { [(title: "Import orders" as Message, path: $0)] } ?? [])
  }
}
