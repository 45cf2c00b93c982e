import Audit
import Basics
import Imports
import Jobs
import Lists
import Looks
import Web

/// What a shop sells.
///
/// Owns `products`, `variants`, `categories` and `product_categories`. What was sold of them is read from the `reporting`
/// views.
package enum Catalog: Feature {
  package static var permissions: [Permission] { [.viewProducts, .importProducts] }

  package static var dangerousActions: [DangerousAction] { [.exportProducts] }

  package static func routes(_ routes: inout Routes) {
    routes.get("/products", for: .can(.viewProducts)) { try await Lists.index(ProductList.self, $0) }
    routes.post("/products.csv", for: .can(.viewProducts), stepUp: .exportProducts, download)
    ImportPages<ProductImport>.routes(&routes)
    routes.get("/products/:id", for: .can(.viewProducts), show)
  }

  package static var auditedActions: [AuditedAction] {
    [
      AuditedAction("products.export", "Products exported", fields: [AuditedField("asked", "Search")]) {
        "\($0.actor) exported products"
      }
    ]
  }

  package static var jobs: [any Job.Type] { Imports.jobs(of: ProductImport.self) }

  package static var navigation: [NavigationEntry] {
    [NavigationEntry("Products", path: "/products", icon: .tag, permission: .viewProducts)]
  }
}

extension DangerousAction {
  static let exportProducts = DangerousAction(
    "products.export", "Export products", factor: .any, freshness: .seconds(15 * 60))
}

extension Permission {
  package static let viewProducts = Permission(
    "products.view", "See products",
    "The list of products with what each has sold, and its file; every product's page.", roles: .every)
}
