import Basics
import Crypto
import Database
import HTML
import HTTP
import Identity
import Localization
import Loop
import Web

/// The whole application of a test process, without a socket: its real routes on a real database.
package final class TestSite: Sendable {
  // A class, because it holds what there is once in a process: loops and connections.
  package let application: WebApplication
  package let databases: Databases
  package let group: LoopGroup
  package let host = "haat.test"

  private static let one = Result { try TestSite() }

  /// The site that all tests of the process share; a test is a tenant.
  package static func shared() throws -> TestSite { try one.get() }

  private init() throws {
    PasswordCost.use(.least)
    group = LoopGroup(count: 2)
    group.start()
    databases = try Databases(TestPostgres.settings(), on: group)
    guard let origin = Origin("https://haat.test"), let shops = Origin("https://shops.test"),
      let files = Origin("https://files.test"), let dhaka = TimeZoneRules("Asia/Dhaka")
    else { throw TestKitError("the settings of the test site") }
    var routes = Routes()
    Identity.routes(&routes)
    TestBusiness.routes(&routes)
    let site = Site(
      origins: Origins(application: origin, shops: shops, files: files), databases: databases,
      sessions: StoredSessions(databases.global),
      defaultLocale: UserLocale(language: .english, zone: dhaka, currency: .bdt), navigation: [],
      assets: try AssetIndex(directory: "Public"), secret: Array("a secret of thirty-two characters".utf8),
      errorPage: { situation, _ in TestErrorPage(status: situation.status.code) },
      report: { error, request in print("\(request.http.path): \(error)") })
    application = WebApplication(site: site, routes: routes, health: Health { nil }, log: { _, _ in })
  }

  /// As the server asks: on a loop.
  func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    let application = application
    return try await group.next().submit { await application.respond(to: request) }
  }
}

struct TestErrorPage: Template {
  let status: Int

  func render(into page: inout PageWriter) {
    page.markup("<!doctype html><html lang=\"en\"><head><title>Error</title></head><body><main><h1>")
    page.text(status)
    page.markup("</h1></main></body></html>")
  }
}

enum TestBusiness: Feature {
  static func routes(_ routes: inout Routes) {
    routes.get("/", for: .members) { request in Response(.ok, .text("\(request.tenant.name)\n", type: "text/plain")) }
    routes.get("/secrets", for: .can(Permission("test.secrets", roles: []))) { _ in Response(.ok) }
  }
}
