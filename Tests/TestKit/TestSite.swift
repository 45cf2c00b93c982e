import App
import Basics
import Crypto
import Database
import Foundation
import HTTP
import Jobs
import Loop
import Operations
import Storage
import Vault
import Web

/// Haat as it is served, without a socket: its routes and pages on a real database.
package struct TestSite: Sendable {
  package let application: WebApplication
  package let databases: Databases
  package let host = "localhost:8080"

  /// The one that all tests of the process share; a test is a tenant of it.
  package static func shared() async throws -> TestSite { try await one.value }

  /// Files of the tests, which the system's cleaning removes.
  package static let storage = FileStorage(
    root: FileManager.default.temporaryDirectory.appending(path: "haat-tests-\(getpid())/storage").path,
    quota: 1_000_000_000)

  /// Seals what the features declare, with a master key of this process.
  package static let vault = Vault(masters: .passing(), columns: Features.sealedColumns)

  /// What a worker of the tests can do.
  package static var jobs: JobRegistry { Features.jobs(storage: storage, vault: vault) }

  private static let one = Task {
    // Cheap, and still most of what a sign-in costs.
    PasswordCost.use(PasswordCost(memory: 1 << 20, operations: 1))
    return try TestSite(databases: await TestPostgres.shared().databases)
  }

  /// Haat on a database of one's own.
  package init(databases: Databases) throws {
    self.databases = databases
    let log = Log(level: .warning)
    let settings = try Settings(environment: [:])
    let haat = try Application(
      settings: settings, databases: databases, storage: TestSite.storage, vault: TestSite.vault,
      secret: "for tests only", log: log)
    var routes = Features.routes
    TestRoutes.add(to: &routes)
    application = WebApplication(site: haat.site, routes: routes, health: haat.health, log: { _, _ in })
  }

  /// Runs the platform's jobs that are due, those of other tests too.
  package func runPlatformJobs() async throws {
    try await databases.runPlatformJobs(by: TestSite.jobs)
  }

  /// As the server asks: on a loop.
  package func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    let application = application
    return try await TestPostgres.loops.next().submit { await application.respond(to: request) }
  }
}

/// Routes that stand for any of a kind.
enum TestRoutes {
  static func add(to routes: inout Routes) {
    routes.get("/test/members", for: .members) { _ in Response(.ok) }
    routes.post("/test/each-time", for: .members, stepUp: .testEachTime, echo)
    routes.post("/test/now-and-then", for: .members, stepUp: .testNowAndThen, echo)
    routes.post("/test/second", for: .members, stepUp: .testSecond, echo)
    routes.post("/test/own", for: .signedIn, stepUp: .testNowAndThen) { request in
      Response(.ok, .text(words(request.facts.fields), type: "text/plain"))
    }
    routes.post("/test/upload", for: .members, body: .upload(bytes: 1000), receive)
    routes.get("/test/owners", for: .can(Permission("test.owners", "Test", "Test", roles: []))) { _ in
      Response(.ok)
    }
    if !routes.all.contains(where: { $0.segments == ["t", ":slug", "orders"] }) {
      routes.get("/orders", for: .members) { _ in Response(.ok) }
    }
  }

  private static func echo(_ request: Request) -> Response {
    Response(.ok, .text(words(request.facts.fields), type: "text/plain"))
  }

  private static func words(_ fields: [String: [String]]) -> String {
    fields.sorted { $0.key < $1.key }.map { "\($0)=\($1.joined(separator: ","))" }.joined(separator: "&")
  }

  /// Says what came.
  private static func receive(_ request: Request) async throws -> Response {
    do {
      let form = try await request.facts.incoming?.read(into: "/tmp")
      let upload = form?.upload("file")
      return Response(
        .ok, .text("\(upload?.part.fileName ?? "no file"): \(upload?.size ?? 0)", type: "text/plain"))
    } catch let error as FormError {
      return Response(.unprocessableContent, .text("\(error)", type: "text/plain"))
    }
  }
}

extension DangerousAction {
  package static let testEachTime = DangerousAction("test.each-time", "Blow it up", factor: .any)
  package static let testNowAndThen = DangerousAction(
    "test.now-and-then", "Blow it up again", factor: .strongest, freshness: .seconds(300))
  package static let testSecond = DangerousAction("test.second", "Blow up the house", factor: .second)
}
