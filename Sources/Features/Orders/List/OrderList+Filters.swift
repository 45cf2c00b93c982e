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
    }.leading { values in
      values["customer"].map { $0 == "none" || RecordID<ListFilter>($0) != nil } ?? false
    },
    .amounts("min", "max", "Total") { .between("t.total", $0, $1) }.indexed("total", "smallest"),
    .choice("refunds", "Refunds", [("yes", "With refunds"), ("no", "Without refunds")]) { value in
      value == "yes" ? "t.refunds <> 0" : "t.refunds = 0"
    }.leading { $0["refunds"] == "yes" },
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
    }.dear,
    .choice("weekday", "Weekday", weekdays) { value in
      Int16(value).map { day -> SQL in "t.local_weekday = \(day)" }
    }.leading,
    .choice("hour", "Hour", hours) { value in
      Int16(value).map { hour -> SQL in "t.local_hour = \(hour)" }
    }.leading,
    ListFilter(["product"], "Product", .hidden) { values, scope in
      values["product"] == nil ? nil : sells(scope.keys["product"] ?? [], scope)
    }.finding { values, scope in
      values["product"].map { _ in
        """
        select order_id as id from order_lines
         where tenant_id = \(scope.tenant) and head = 'product' and variant_id = any(\(scope.keys["product"] ?? []))
        """
      }
    }.dear,
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
      // One letter begins the name of very many, of whom one is soon found; those of more are read once and kept in memory.
      let customer: SQL =
        words.count < 2
        ? .finds(
          """
          from customers c
           where c.tenant_id = \(scope.tenant) and c.id = t.customer_id and \(fragment: Customer.isNamed(words, "c", in: scope))
          """)
        : "t.customer_id in (\(fragment: Customer.keys(named: words, in: scope)))"
      return "(\(fragment: .joined(numbers(words, "t") + [customer], by: " or ")))"
    }
  }.finding { values, scope in
    values["q"].map { words in
      let numbers = numbers(words, "o").map { number -> SQL in
        "select o.id from orders o where o.tenant_id = \(scope.tenant) and \(fragment: number)"
      }
      // Never all orders beside all customers, whatever the planner thinks of their numbers.
      let customers: SQL = """
        select o.id
          from (\(fragment: Customer.keys(named: words, in: scope))) c
         cross join lateral (
               select id from orders where tenant_id = \(scope.tenant) and customer_id = c.id offset 0) o
        """
      return .joined(numbers + [customers], by: " union all ")
    }
  }

  /// One or two characters are a whole number: a tenth of all orders begins with any of them.
  private static func numbers(_ words: String, _ row: SQL) -> [SQL] {
    let column: SQL = "\(fragment: row).source_number"
    let own: SQL = "\(fragment: row).number = \(Int(words.latinDigits) ?? -1)"
    let spellings = words == words.uppercased() ? [words] : [words, words.uppercased()]
    return spellings.map {
      words.count < 3 ? "\(fragment: column) = \($0)" : .begins(pattern: column, with: $0)
    } + [own]
  }
}
