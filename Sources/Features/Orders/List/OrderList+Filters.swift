import Basics
import Customers
import Database
import Lists

extension OrderList {
  static let filters: [ListFilter] = [
    words,
    .period("Period") { period, scope in
      let bounds = period.bounds(today: scope.today, in: scope.zone)
      return .days("t.placed_at", bounds.from, until: bounds.until)
    }.ordering,
    .choice("kind", "Kind", OrderKind.allCases.map { ($0.rawValue, $0.plural) }) { "t.kind = \($0)" }.leading,
    .choice("state", "State", OrderState.allCases.map { ($0.rawValue, $0.title) }) { "t.state = \($0)" }
      .leading,
    .chosen("country", "Country") { country, _ in "t.country = \(place(country))" }.leading,
    .chosen("region", "Region") { region, _ in
      region == unnamed ? "t.region = ''" : "t.region = \(region) and t.region <> ''"
    }.leading,
    ListFilter(
      ["customer"], "Customer",
      .choiceOrKey([
        ("new", "Their first order"), ("returning", "Have bought before"),
        ("back", "Came back in these days"), ("none", "No customer named"),
      ])
    ) { values, scope in
      values["customer"].flatMap { value in
        RecordID<ListFilter>(value).map { "t.customer_id = \($0)" }
          ?? customer(value, since: values.period.days(today: scope.today).first)
      }
    }.finding { values, scope in
      guard let value = values["customer"] else { return nil }
      if let id = RecordID<ListFilter>(value) {
        return "select id from orders where tenant_id = \(scope.tenant) and customer_id = \(id)"
      }
      return value == "none"
        ? "select id from orders where tenant_id = \(scope.tenant) and customer_id is null" : nil
    },
    .amounts("min", "max", "Total") { .between("t.total", $0, $1) }.finding { values, scope in
      SQL.between("total", values["min"].flatMap(scope.minorUnits), values["max"].flatMap(scope.minorUnits))
        .map {
          "select id from orders where tenant_id = \(scope.tenant) and \(fragment: $0)"
        }
    },
    .choice("refunds", "Refunds", [("yes", "With refunds"), ("no", "Without refunds")]) { value in
      value == "yes" ? "t.refunds <> 0" : "t.refunds = 0"
    },
    ListFilter(
      ["head"], "With lines of",
      .choice(LineHead.allCases.filter { $0 != .product }.map { ($0.rawValue, $0.title) })
    ) { values, scope in
      values["head"].map {
        .finds(
          """
          from order_lines l
           where l.tenant_id = \(scope.tenant) and l.order_id = t.id and l.head = \($0) and l.head <> 'product'
          """)
      }
    }.finding { values, scope in
      values["head"].map {
        """
        select order_id as id from order_lines
         where tenant_id = \(scope.tenant) and head = \($0) and head <> 'product'
        """
      }
    },
    .choice("weekday", "Weekday", weekdays) { value in
      Int(value).map { day -> SQL in "extract(dow from t.local_date) = \(Int32(day))" }
    },
    .choice("hour", "Hour", hours) { value in
      Int16(value).map { hour -> SQL in "t.local_hour = \(hour)" }
    },
    ListFilter(["product"], "Product", .hidden) { values, scope in
      values["product"] == nil ? nil : sells(scope.keys["product"] ?? [], scope)
    }.finding { values, scope in
      values["product"].map { _ in
        """
        select order_id as id from order_lines
         where tenant_id = \(scope.tenant) and head = 'product' and variant_id = any(\(scope.keys["product"] ?? []))
        """
      }
    },
    .key("import", "Import") { id, _ in "t.import_id = \(id)" }.finding { values, scope in
      values["import"].flatMap { RecordID<ListFilter>($0) }.map { id in
        "select id from orders where tenant_id = \(scope.tenant) and import_id = \(id)"
      }
    },
  ]

  /// Asks for the orders that name no country, or no region.
  static let unnamed = "–"

  static func place(_ asked: String) -> String { asked == unnamed ? "" : asked }

  /// `since` is the first day that the list is about: who had bought before it has come back once, with their first
  /// order behind it.
  private static func customer(_ value: String, since first: LocalDate?) -> SQL? {
    switch value {
    case "back":
      first.map { "t.kind = 'order' and t.previous_date < \($0)" } ?? customer("returning", since: nil)
    case "new": "t.kind = 'order' and t.customer_id is not null and t.previous_date is null"
    case "returning": "t.kind = 'order' and t.previous_date is not null"
    default: "t.customer_id is null"
    }
  }

  static let weekdays: [(value: String, title: Message)] = [
    ("0", "Sunday"), ("1", "Monday"), ("2", "Tuesday"), ("3", "Wednesday"), ("4", "Thursday"),
    ("5", "Friday"),
    ("6", "Saturday"),
  ]

  static let hours: [(value: String, title: Message)] = (0..<24).map { hour in
    (String(hour), "\(hour):00 to \(hour + 1):00")
  }

  /// Whether an order has product lines of some variants. With one it is one look into an index; of many the planner
  /// thinks more than it should, and reads the order's lines.
  private static func sells(_ variants: [RecordID<ListFilter>], _ scope: ListScope) -> SQL {
    func line(_ variant: SQL) -> SQL {
      .finds(
        """
        from order_lines l
         where l.tenant_id = \(scope.tenant) and l.order_id = t.id and l.head = 'product' and \(fragment: variant)
        """)
    }
    guard (1...8).contains(variants.count) else { return line("l.variant_id = any(\(variants))") }
    return "(\(fragment: .joined(variants.map { line("l.variant_id = \($0)") }, by: " or ")))"
  }
}

extension OrderList {
  /// Invoice numbers by their beginning, our own numbers whole, and customers.
  private static let words = ListFilter(["q"], "Search", .words) { values, scope in
    values["q"].map { words in
      """
      (\(fragment: .begins(pattern: "t.source_number", with: words))
       or \(fragment: .begins(pattern: "t.source_number", with: words.uppercased()))
       or t.number = \(Int(words.latinDigits) ?? -1)
       or \(fragment: .finds(
        "from customers c where c.tenant_id = \(scope.tenant) and c.id = t.customer_id and \(fragment: Customer.isNamed(words, "c"))"
      )))
      """
    }
  }.finding { values, scope in
    values["q"].map { words in
      """
      select id from orders where tenant_id = \(scope.tenant) and \(fragment: .begins(pattern: "source_number", with: words))
      union all
      select id from orders
       where tenant_id = \(scope.tenant) and \(fragment: .begins(pattern: "source_number", with: words.uppercased()))
      union all
      select id from orders where tenant_id = \(scope.tenant) and number = \(Int(words.latinDigits) ?? -1)
      union all
      select id from orders
       where tenant_id = \(scope.tenant) and customer_id in (\(fragment: Customer.keys(named: words, in: scope)))
      """
    }
  }
}
