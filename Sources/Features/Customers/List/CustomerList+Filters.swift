import Basics
import Database
import Lists

extension CustomerList {
  static let filters: [ListFilter] = [
    ListFilter(["q"], "Search", .words) { values, scope in
      values["q"].map { Customer.isNamed($0, "t", in: scope) }
    }.finding { values, scope in values["q"].map { Customer.keys(named: $0, in: scope) } },
    .chosen("country", "Country") { country, _ in "t.country = \(country)" }.leading,
    .chosen("region", "Region") { region, _ in "t.region = \(region) and t.region <> ''" }.leading,
    .period("First order") { period, scope in
      let days = period.days(today: scope.today)
      return .between("t.first_order", days.first, days.last)
    }.indexed(),
    .day("before", "Last order before") { "t.last_order_key < \($0) and t.last_order_key > '-infinity'" }
      .indexed("last-order", "longest-ago"),
    .numbers("orders-min", "orders-max", "Number of orders") { .between("t.orders", $0, $1) }
      .indexed("orders", "fewest"),
    .amounts("spent-min", "spent-max", "Net sales") { .between("t.net", $0, $1) }.indexed("net", "least"),
    .choice("marketing", "Accepts marketing", [("yes", "Yes"), ("no", "No"), ("unknown", "Not asked")]) {
      value in
      switch value {
      case "yes": "t.accepts_marketing"
      case "no": "not t.accepts_marketing"
      default: "t.accepts_marketing is null"
      }
    }.leading,
    .text("tag", "Tag") { tag, _ in "\(tag) = any(t.tags) and t.tags <> '{}'" }.leading,
    .key("import", "Import") { id, _ in "t.import_id = \(id)" }.finding { values, scope in
      values["import"].flatMap { RecordID<ListFilter>($0) }.map { id in
        "select id from customers where tenant_id = \(scope.tenant) and import_id = \(id)"
      }
    },
  ]
}
