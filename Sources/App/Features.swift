import Audit
import AuditTrail
import Basics
import Catalog
import Customers
import Database
import Identity
import Imports
import Insights
import Jobs
import Lists
import Looks
import Mail
import Members
import Orders
import Samples
import Storage
import Tenancy
import Vault
import Web

/// Everything that Haat is made of. What a feature contributes reaches the application from this list alone.
package enum Features {
  package static var all: [any Feature.Type] {
    [
      Insights.self, Orders.self, Catalog.self, Customers.self, Lists.self, Imports.self, Identity.self,
      Members.self, AuditTrail.self, Mail.self, Tenancy.self, Samples.self,
    ]
  }

  package static var routes: Routes {
    var routes = Routes()
    for feature in all { feature.routes(&routes) }
    return routes
  }

  /// In the order of the sidebar.
  package static var navigation: [NavigationEntry] { all.flatMap { $0.navigation } }

  package static var permissions: [Permission] { all.flatMap { $0.permissions } }
  package static var dangerousActions: [DangerousAction] { all.flatMap { $0.dangerousActions } }
  package static var sealedColumns: [SealedColumn] { all.flatMap { $0.sealedColumns } }
  package static var auditedActions: [AuditedAction] { all.flatMap { $0.auditedActions } }

  package static var search: Permission? { all.lazy.compactMap { $0.search }.first }

  @Sendable static func banner(_ request: Request) -> Banner? {
    all.lazy.compactMap { $0.banner(request) }.first
  }

  @Sendable static func arrive(_ request: Request) async throws {
    for feature in all { try await feature.arrive(request) }
  }

  /// What a worker can do. Who listens for which event across features stands in `reactions`.
  package static func jobs(storage: FileStorage, vault: Vault, mails: MailRoute? = nil) -> JobRegistry {
    var registry = jobs
    registry.storage = storage
    registry.provisions[MailRoute.self] = mails
    registry.provisions[Vault.self] = vault
    return registry
  }

  private static let jobs = JobRegistry(
    jobs: all.flatMap { $0.jobs } + Vault.jobs, platformJobs: all.flatMap { $0.platformJobs },
    listeners: reactions,
    schedule: all.flatMap { $0.schedule },
    tenants: { databases in try await Tenant.zones(in: databases.global) })

  static func provisions(_ settings: Settings) -> Provisions {
    var provisions = Provisions()
    provisions[MailRoute.self] = settings.mailRoute
    return provisions
  }

  static var reactions: [Listener] {
    [
      Listener(on: BusinessOpened.self) { opened in
        opened.wantsSample ? [FillSample(.fitting(opened.language, opened.currency))] : []
      },
      Listener(on: ProductsChanged.self) { _ in [RestateFigures()] },
      Listener(on: ZoneChanged.self) { _ in [MoveToZone()] },
    ]
  }
}
