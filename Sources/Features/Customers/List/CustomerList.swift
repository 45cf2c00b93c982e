import Basics
import Database
import HTML
import Lists
import Looks
import Web

/// The list of customers.
enum CustomerList: ListKind {
  static let name = ListName.customers
  static let bounds = ListBounds(few: 2_000, gathered: 8_000)
  static let title: Message = "Customers"
  static let searchLabel: Message = "Name, number, whole e-mail or whole phone number"
  static func caption(_ sort: Message) -> Message { "Customers: \(sort)" }

  static let columns: [ListColumn<CustomerRow>] = [
    ListColumn("name", "Name", .lead, sorts: ("name", "name-down")) {
      .contact($0.name, masked: ContactMask.name($0.name))
    },
    ListColumn("email", "E-mail") { row in
      row.isReadable ? .contact(row.email, masked: ContactMask.email(row.email)) : .absent("Unreadable")
    },
    ListColumn("phone", "Phone") { row in
      guard row.isReadable else { return .absent("Unreadable") }
      let phone = PhoneNumber(row.phone)?.national ?? row.phone
      return .contact(phone, masked: ContactMask.phone(phone))
    },
    ListColumn("country", "Country", .second) { row in
      .text([row.region, row.country].filter { !$0.isEmpty }.joined(separator: ", "))
    },
    ListColumn("orders", "Orders", number: true, sorts: ("orders", "fewest")) { .number($0.orders) },
    ListColumn("net", "Net sales", .side, number: true, sorts: ("net", "least")) { .money($0.net) },
    ListColumn("last-order", "Last order", .side, sorts: ("last-order", "longest-ago")) { row in
      row.lastOrder.map { .date($0) } ?? .absent("Never")
    },
    ListColumn("number", "Number", usual: false, sorts: ("newest", "oldest")) { .text(String($0.number)) },
    ListColumn("key", "Key in the source", usual: false) {
      .contact($0.key, masked: ContactMask.name($0.key))
    },
    ListColumn("gross", "Gross sales", number: true, usual: false) { .money($0.gross) },
    ListColumn("refunds", "Refunds", number: true, usual: false) { .money($0.refunds) },
    ListColumn("average", "Average order value", number: true, usual: false) { row in
      row.average.map { .money($0) } ?? .none
    },
    ListColumn("first-order", "First order", usual: false) { row in row.firstOrder.map { .date($0) } ?? .none
    },
    ListColumn("city", "City", usual: false) { .text($0.city) },
    ListColumn("tags", "Tags", usual: false) { .text($0.tags.joined(separator: ", ")) },
    ListColumn("marketing", "Accepts marketing", usual: false) { row in
      switch row.acceptsMarketing {
      case true?: .word("Yes", "yes")
      case false?: .word("No", "no")
      case nil: .none
      }
    },
  ]

  static let sorts: [ListSort<CustomerRow>] = [
    ListSort("newest", "Newest first", by: "t.number", .integer, plain: true) { String($0.number) },
    ListSort("oldest", "Oldest first", by: "t.number", .integer, descending: false, plain: true) {
      String($0.number)
    },
    ListSort("name", "By name", by: "t.name_key", .text, descending: false) { $0.nameKey },
    ListSort("name-down", "By name, from the end", by: "t.name_key", .text) { $0.nameKey },
    ListSort("orders", "Most orders first", by: "t.orders", .integer) { String($0.orders) },
    ListSort("fewest", "Fewest orders first", by: "t.orders", .integer, descending: false) {
      String($0.orders)
    },
    ListSort("net", "Highest net sales first", by: "t.net", .integer) { String($0.net.minorUnits) },
    ListSort("least", "Lowest net sales first", by: "t.net", .integer, descending: false) {
      String($0.net.minorUnits)
    },
    ListSort("last-order", "Latest order first", by: "t.last_order_key", .date) { day($0.lastOrder) },
    ListSort(
      "longest-ago", "Longest without an order first", by: "t.last_order_key", .date, descending: false
    ) {
      day($0.lastOrder)
    },
  ]

  private static func day(_ date: LocalDate?) -> String { date?.description ?? noDate }

  static let views: [(title: Message, query: String)] = [
    ("Best", "sort=net"), ("Bought once", "orders-min=1&orders-max=1"), ("Never ordered", "orders-max=0"),
  ]

  static func id(of row: CustomerRow) -> String { row.id.description }
  static func label(of row: CustomerRow) -> String { ContactMask.name(row.name) }

  static let source: SQL = """
    select t.tenant_id, t.id, t.number, t.source_key, t.name, t.name_key, t.surname_key, t.contact, t.email_print,
           t.phone_print, t.country, t.region, t.city, t.tags, t.accepts_marketing, t.orders, t.gross, t.refunds, t.net, t.first_order, t.last_order,
           t.last_order_key, t.import_id
      from customers t
    """

  static func rows(from source: SQL, matching: SQL, in scope: ListScope) -> SQL {
    """
    select t.id, t.number, t.source_key, t.name, t.name_key, t.contact, t.country, t.region, t.city, t.tags,
           t.accepts_marketing, t.orders, \(scope.currency), t.gross, t.refunds, t.net, t.first_order, t.last_order
      from (\(fragment: source)) t
     where \(fragment: matching)
    """
  }

  static func prints(in search: ListSearch<CustomerList>, _ scope: ListScope, in db: TenantDatabase)
    async throws -> [String: [UInt8]]
  {
    guard let words = search.values["q"] else { return [:] }
    return try await Customer.prints(of: words, scope, in: db)
  }

  static func opened(_ rows: [CustomerRow], in db: TenantDatabase) async throws -> [CustomerRow] {
    try await CustomerRow.opened(rows, in: db)
  }

  static func formats(_ request: Request) -> [(title: Message, name: String)] {
    request.can(.contactCustomers) ? [("All that is known", "own")] : []
  }

  static func importPath(_ request: Request) -> String? {
    request.can(.importCustomers) ? request.path("/customers/imports") : nil
  }

  static func empty(_ request: Request) -> ListInvitation {
    ListInvitation(
      "Your customers will be here",
      "They come with your orders: whoever an order names stands here, with what they have bought and when. A file of customers brings them with their addresses.",
      actions: importPath(request).map { [(title: "Import customers" as Message, path: $0)] } ?? [])
  }
}

extension CustomerRow {
  /// Gross sales by order, rounded half to even; nil without an order.
  var average: Money? { orders > 0 ? try? gross.times(1, over: Int64(orders)) : nil }
}
