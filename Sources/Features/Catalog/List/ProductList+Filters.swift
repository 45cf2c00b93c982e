import Basics
import Database
import Lists

extension ProductList {
  static let filters: [ListFilter] = [
    words,
    .choice("status", "Status", ProductStatus.allCases.map { ($0.rawValue, $0.title) }) {
      "t.status = \($0)"
    },
    ListFilter(["category"], "Category", .chosen) { values, scope in
      values["category"].flatMap { RecordID<ListFilter>($0) }.map { id in
        .finds(
          """
          from product_categories p
           where p.tenant_id = \(scope.tenant) and p.product_id = t.id
             and p.category_id = any(array(\(fragment: categories(below: id, scope))))
          """)
      }
    }.finding { values, scope in
      values["category"].flatMap { RecordID<ListFilter>($0) }.map { id in
        """
        select product_id as id from product_categories
         where tenant_id = \(scope.tenant) and category_id in (\(fragment: categories(below: id, scope)))
        """
      }
    }.dear,
    .chosen("type", "Type") { type, _ in "t.type = \(type) and t.type <> ''" },
    .chosen("vendor", "Vendor") { vendor, _ in "t.vendor = \(vendor) and t.vendor <> ''" },
    .text("tag", "Tag") { tag, _ in "\(tag) = any(t.tags)" },
    .choice("sold", "Sales", [("yes", "Sold"), ("never", "Never sold")]) { value in
      value == "yes" ? "t.last_sold is not null" : "t.last_sold is null"
    },
    .day("unsold", "Not sold since") { "t.last_sold_key < \($0)" },
    ListFilter(["price"], "Price", .choice([("yes", "With a price"), ("none", "Without a price")])) {
      values, scope in
      guard let value = values["price"] else { return nil }
      // Read once and looked up in memory.
      let priced: SQL = """
        t.id in (select v.product_id from variants v where v.tenant_id = \(scope.tenant) and v.price is not null)
        """
      return value == "yes" ? priced : "not \(fragment: priced)"
    },
    .key("import", "Import") { id, _ in "t.import_id = \(id)" }.finding { values, scope in
      values["import"].flatMap { RecordID<ListFilter>($0) }.map { id in
        "select id from products where tenant_id = \(scope.tenant) and import_id = \(id)"
      }
    },
  ]

  /// A category and those within it.
  private static func categories(below id: RecordID<ListFilter>, _ scope: ListScope) -> SQL {
    """
    select c.id from categories c
      join categories top on top.tenant_id = \(scope.tenant) and top.id = \(id)
     where c.tenant_id = \(scope.tenant) and (c.id = top.id or starts_with(c.path, top.path || ' > '))
    """
  }

  /// Every word of the search in the name, or a SKU that begins so, or a barcode.
  private static let words = ListFilter(["q"], "Search", .words) { values, scope in
    values["q"].map { words in
      """
      ((\(fragment: names(words, "t.name_key"))) or t.id in (
        select product_id from variants where tenant_id = \(scope.tenant) and \(fragment: codes(words))))
      """
    }
  }.finding { values, scope in
    values["q"].map { words in
      """
      select id from products where tenant_id = \(scope.tenant) and \(fragment: names(words, "name_key"))
      union all
      select product_id from variants where tenant_id = \(scope.tenant) and \(fragment: codes(words))
      """
    }
  }

  private static func names(_ words: String, _ column: SQL) -> SQL {
    .joined(words.split(separator: " ").prefix(8).map { .contains(column, String($0)) }, by: " and ")
  }

  private static func codes(_ words: String) -> SQL {
    "(\(fragment: .begins("sku_key", with: words.lowercased())) or (barcode = \(words) and barcode <> ''))"
  }
}
