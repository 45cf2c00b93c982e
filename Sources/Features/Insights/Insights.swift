import Audit
import Basics
import Looks
import Web

/// How the business is doing.
///
/// Owns no table: reads the `reporting` views. Routes: the first page of a business, and its figures as a file.
package enum Insights: Feature {
  package static var permissions: [Permission] { [.viewDashboard] }

  package static var dangerousActions: [DangerousAction] { [.exportFigures] }

  package static var auditedActions: [AuditedAction] {
    [
      AuditedAction(
        "insights.export", "Figures exported",
        fields: [AuditedField("from", "First day"), AuditedField("to", "Last day")]
      ) { "\($0.actor) exported the figures of \($0.after("from")) to \($0.after("to"))" }
    ]
  }

  package static func routes(_ routes: inout Routes) {
    routes.get("/", for: .can(.viewDashboard), dashboard)
    routes.post("/sales.csv", for: .can(.viewDashboard), stepUp: .exportFigures, download)
  }

  package static var navigation: [NavigationEntry] {
    [NavigationEntry("Home", path: "/", icon: .home, permission: .viewDashboard)]
  }
}

extension DangerousAction {
  static let exportFigures = DangerousAction(
    "insights.export", "Export figures", factor: .any, freshness: .seconds(15 * 60))
}

extension Permission {
  package static let viewDashboard = Permission(
    "insights.view", "See the sales",
    "The home page with sales by day, hour, place and product, and the same as a file.", roles: .every)
}
