import Basics
import Crypto
import Database
import HTTP
import Identity
import Localization
import Loop
import Operations
import Storage
import Web

/// Haat put together: what `haat serve` runs, and what the tests talk to without a socket.
package struct Application: Sendable {
  package let web: WebApplication
  package let health: Health
  package var site: Site { web.site }

  /// Reads `Public` in the working folder; throws when it cannot be read.
  package init(settings: Settings, databases: Databases, storage: FileStorage, secret: String, log: Log)
    throws
  {
    let readiness = Readiness(databases: databases, migrations: try Migrator.names(in: "migrations"))
    let health = Health { await readiness.problem() }
    let site = Site(
      origins: Origins(application: settings.application, shops: settings.shops, files: settings.files),
      databases: databases, storage: storage, sessions: StoredSessions(databases.global),
      prover: StoredProofs(databases.global), lateForms: KeptForms(databases.global),
      defaultLocale: .plain,
      navigation: Features.navigation, permissions: Features.permissions,
      dangerousActions: Features.dangerousActions, auditedActions: Features.auditedActions, banner: Features.banner, arrive: Features.arrive,
      assets: try AssetIndex(directory: "Public"),
      secret: SHA256.hash("web:\(secret)"),
      errorPage: { situation, request in ErrorPage.page(situation, request) },
      showsErrors: settings.isDevelopment,
      report: { error, request in log.report(error, request) })
    self.health = health
    web = WebApplication(site: site, routes: Features.routes, health: health, log: { log.request($0, $1) })
  }
}
