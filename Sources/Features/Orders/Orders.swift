import Audit
import Basics
import Imports
import Jobs
import Lists
import Looks
import Web

/// What a shop has sold: orders, the cancellations of them, and how files bring a history of both.
///
/// Owns `orders`, `order_lines`, and what is kept of them by day and month (see `Rollups`). Imported invoices are kept whole, also what is no sale; `SalesFigures` says what
/// counts as what.
package enum Orders: Feature {
  package static var permissions: [Permission] { [.viewOrders, .importOrders] }

  package static var dangerousActions: [DangerousAction] { [.exportOrders] }

  package static var search: Permission? { .viewOrders }

  package static func routes(_ routes: inout Routes) {
    routes.get("/orders", for: .can(.viewOrders)) { try await Lists.index(OrderList.self, $0) }
    routes.post("/orders.csv", for: .can(.viewOrders), stepUp: .exportOrders) {
      try await Lists.download(OrderList.self, $0)
    }
    ImportPages<OrdersImport>.routes(&routes)
    routes.get("/orders/:id", for: .can(.viewOrders), show)
    routes.get("/search", for: .can(.viewOrders), search)
    routes.get("/figures", for: .can(.viewOrders), figures)
  }

  package static var auditedActions: [AuditedAction] {
    [
      AuditedAction("orders.export", "Orders exported", fields: [AuditedField("asked", "Search")]) {
        "\($0.actor) exported orders"
      }
    ]
  }

  package static var jobs: [any Job.Type] {
    Imports.jobs(of: OrdersImport.self) + [RestateFigures.self, CheckFigures.self, MoveToZone.self]
  }

  package static var schedule: [ScheduledJob] { [CheckFigures.appointment] }

  package static var navigation: [NavigationEntry] {
    [NavigationEntry("Orders", path: "/orders", icon: .orders, permission: .viewOrders)]
  }
}

extension DangerousAction {
  static let exportOrders = DangerousAction(
    "orders.export", "Export orders", factor: .any, freshness: .seconds(15 * 60))
}

extension Permission {
  package static let viewOrders = Permission(
    "orders.view", "See orders",
    "The list of orders with its file, and every order's page: what was bought, when and for how much.",
    roles: .every)
}
