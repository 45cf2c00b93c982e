import Basics
import Crypto
import Database
import HTTP
import Identity
import Localization
import Loop
import Operations
import Places
import Storage
import Vault
import Web
import WebAuthn

/// Haat put together: what `haat serve` runs, and what the tests talk to without a socket.
package struct Application: Sendable {
  package let web: WebApplication
  package let health: Health
  package var site: Site { web.site }

  /// Reads `Public` and `Lists` in the working folder; throws when they cannot be read.
  package init(
    settings: Settings, databases: Databases, storage: FileStorage, vault: Vault, secret: String, log: Log
  ) throws {
    try Identity.checkLists()
    let readiness = Readiness(databases: databases, migrations: try Migrator.names(in: "migrations"))
    let health = Health { await readiness.problem() }
    let webSecret = SHA256.hash("web:\(secret)")
    let site = Site(
      origins: Origins(application: settings.application, shops: settings.shops, files: settings.files),
      databases: databases, storage: storage, vault: vault, places: Places(settings, log),
      sessions: StoredSessions(databases.global),
      prover: StoredProofs(
        databases, codes: FactorCheck(vault: vault, key: RecoveryKey(secret: webSecret)),
        passkeys: PasskeyCheck(at: RelyingParty(settings.application))),
      lateForms: KeptForms(databases.global),
      defaultLocale: .plain,
      navigation: Features.navigation, permissions: Features.permissions,
      dangerousActions: Features.dangerousActions, auditedActions: Features.auditedActions,
      search: Features.search, banner: Features.banner, arrive: Features.arrive,
      assets: try AssetIndex(directory: "Public"),
      secret: webSecret,
      errorPage: { situation, request in ErrorPage.page(situation, request) },
      showsErrors: settings.isDevelopment, provisions: Features.provisions(settings),
      report: { error, request in log.report(error, request) })
    self.health = health
    web = WebApplication(site: site, routes: Features.routes, health: health, log: { log.request($0, $1) })
  }
}

extension Places {
  /// Without a database that can be read, none is known: the log says so once.
  fileprivate init(_ settings: Settings, _ log: Log) {
    do throws(PlacesUnreadable) {
      self = try Places(path: settings.places)
    } catch {
      log.write(.warning, "the countries of network addresses are not known") { $0.add("error", "\(error)") }
      self = .none
    }
  }
}
