import Basics
import Crypto
import Database
import HTTP
import Identity
import Localization
import Loop
import Operations
import Web

/// Haat put together: what `haat serve` runs, and what the tests talk to without a socket.
package struct Application: Sendable {
  package let web: WebApplication
  package let health: Health
  package var site: Site { web.site }

  /// Reads `Public` and `Localizations` in the working folder; throws when one of them cannot be read.
  package init(settings: Settings, databases: Databases, secret: String, log: Log) throws {
    Catalog.use(try Catalog.load(root: "."))
    let health = Health { await Application.problem(with: databases) }
    let site = Site(
      origins: Origins(application: settings.application, shops: settings.shops, files: settings.files),
      databases: databases, sessions: StoredSessions(databases.global), defaultLocale: .plain,
      navigation: Features.navigation, assets: try AssetIndex(directory: "Public"),
      secret: SHA256.hash("web:\(secret)"),
      errorPage: { situation, request in ErrorPage(situation, request) },
      report: { error, request in log.report(error, request) })
    self.health = health
    web = WebApplication(site: site, routes: Features.routes, health: health, log: { log.request($0, $1) })
  }

  private static func problem(with databases: Databases) async -> String? {
    do {
      _ = try await databases.global.within(.seconds(2)).one("select 1::bigint from tenants limit 1", as: Int.self)
      return nil
    } catch Failure.notFound {
      return nil
    } catch {
      return "the database does not answer"
    }
  }
}
