import Basics
import Database
import Glibc
import HTML
import HTTP
import Localization
import Loop
import Looks
import Storage
import Web

/// The three routes that every server in the comparison answers.
struct Benchmark {
  private let server: HTTPServer

  init(databaseURL: String, port: UInt16, group: LoopGroup) throws {
    let databases = try Databases(DatabaseSettings(appURL: databaseURL, platformURL: databaseURL), on: group)
    let origin = Origin(scheme: .http, host: "localhost", port: Int(port))
    let site = Site(
      origins: Origins(application: origin, shops: origin, files: origin), databases: databases,
      storage: FileStorage(root: "/dev/null"), sessions: NoSessions(), prover: NoProofs(), lateForms: NoForms(),
      defaultLocale: .plain, navigation: [], assets: AssetIndex(),
      secret: [UInt8](repeating: 7, count: 32), errorPage: { _, _ in FortunesPage(fortunes: []) },
      report: { error, _ in print(error) })
    var routes = Routes()
    routes.get("/plain", for: .everyone) { _ in Response(.ok, .text("Hello, World!", type: "text/plain")) }
    routes.get("/fortunes", for: .everyone, Benchmark.fortunes)
    routes.get("/orders", for: .everyone, Benchmark.orders)
    var settings = HTTPSettings()
    settings.port = port
    server = HTTPServer(
      group: group, settings: settings,
      application: WebApplication(site: site, routes: routes, health: Health { nil }, log: { _, _ in }))
  }

  func serve() throws {
    _ = try server.start()
    while true { pause() }
  }

  @Sendable private static func fortunes(_ request: OpenRequest) async throws -> Response {
    var fortunes = try await request.global.all("select id, message from bench.fortune", as: Fortune.self)
    fortunes.append(Fortune(id: 0, message: "Additional fortune added at request time."))
    fortunes.sort { $0.message < $1.message }
    return .page(FortunesPage(fortunes: fortunes))
  }

  @Sendable private static func orders(_ request: OpenRequest) async throws -> Response {
    let number = request.query("tenant").flatMap(UInt64.init) ?? 0
    // What Identity's session does in the application: from a name that came with the request to the key.
    let tenant = TenantID(high: 0x7000, low: 0x8000_0000_0000_0000 | number)
    let db = request.site.databases.tenant(tenant)
    let orders = try await db.all(
      """
      select o.id, o.tenant, o.customer_id, o.status, o.note, o.quantity, o.total_cents, o.created_at, c.name
        from bench.orders o
        join bench.customers c on c.tenant_id = \(db.tenant) and c.id = o.customer_id
       where o.tenant_id = \(db.tenant)
       order by o.created_at desc
       limit 50
      """, as: BenchOrder.self)
    return .page(OrdersPage(orders: orders))
  }
}

/// Nobody signs in to a benchmark.
private struct NoSessions: SessionStore {
  func session(for token: String, at now: Instant) async throws -> Session? { nil }
  func visit(_ tenant: TenantID, by person: PersonID, at now: Instant) async {}
}

/// Nor proves anything.
private struct NoProofs: StepUpProver {
  func means(of session: Session, at now: Instant) async throws -> ProofMeans { ProofMeans([]) }
  func verdict(on proof: Proof, of session: Session, at now: Instant) async throws -> ProofVerdict { .wrong("") }
  func proofs(of session: Session, in tenant: TenantID, since moment: Instant) async throws -> Set<ProofKind> { [] }
  func isUsed(_ nonce: [UInt8]) async throws -> Bool { true }
  func accept(_ stepUp: StepUp, at now: Instant) async throws -> StepUpOutcome { .usedBefore }
  func page(_ prompt: StepUpPrompt, _ request: OpenRequest) -> any Template { FortunesPage(fortunes: []) }
}

private struct NoForms: LateForms {
  func ended(_ token: String, at now: Instant) async throws -> (session: RecordID<Session>, person: PersonID)? { nil }
  func keep(_ sealed: [UInt8], as id: LateForm.ID, for person: PersonID, until: Instant, at now: Instant) async throws
    -> Bool
  { false }
  func path(of id: LateForm.ID) -> String { "/" }
}
