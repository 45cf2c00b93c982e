import Basics
import Lists
import Looks
import Web

/// What a shop has sold: orders, the cancellations of them, and the files that bring a history of both.
///
/// Owns `orders`, `order_lines`, `order_imports` and `order_import_refusals`. Imported invoices are kept
/// whole, also what is no sale; `SalesFigures` says what counts as what.
package enum Orders: Feature {
  package static func routes(_ routes: inout Routes) {
    routes.get("/orders", for: .can(.viewOrders)) { try await Lists.index(OrderList.self, $0) }
    routes.get("/orders.csv", for: .can(.viewOrders)) { try await Lists.download(OrderList.self, $0) }
    routes.get("/orders/:id", for: .can(.viewOrders), show)
  }

  package static var navigation: [NavigationEntry] {
    [NavigationEntry("Orders", path: "/orders", icon: .orders, permission: .viewOrders)]
  }
}

extension Permission {
  package static let viewOrders = Permission("orders.view", roles: [.owner, .agent])
}
