import Basics
import Database
import Identity
import Insights
import Jobs
import Web

/// Everything that Haat is made of. What a feature contributes reaches the application from this list alone.
package enum Features {
  /// In the order of the sidebar.
  package static var all: [any Feature.Type] { [Insights.self, Identity.self] }

  package static var routes: Routes {
    var routes = Routes()
    for feature in all { feature.routes(&routes) }
    return routes
  }

  package static var navigation: [NavigationEntry] { all.flatMap { $0.navigation } }

  /// What a worker can do, and who hears of what.
  package static var registry: JobRegistry {
    JobRegistry(
      jobs: all.flatMap { $0.jobs }, platformJobs: all.flatMap { $0.platformJobs },
      listeners: all.flatMap { $0.listeners }, schedule: all.flatMap { $0.schedule },
      tenants: { databases in
        try await databases.platform.all("select id, time_zone from tenants", as: TenantInZone.self).map(\.scheduled)
      })
  }
}

private struct TenantInZone: FromRow {
  let scheduled: ScheduledTenant

  init(row: inout Row) throws {
    let id: TenantID = try row.next()
    let zone = TimeZoneRules(try row.next() as String) ?? .utc
    scheduled = ScheduledTenant(id: id, zone: zone)
  }
}
