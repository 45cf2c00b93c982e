import Audit
import Basics
import Database
import HTTP
import Jobs
import Localization
import Loop
import Operations
import Vault
import Web

/// A process at work: loops, connections to the database, the application, the worker, and the port for metrics.
package struct House: Sendable {
  private let settings: Settings
  private let log: Log
  private let group: LoopGroup
  private let databases: Databases
  private let application: Application
  private let server: HTTPServer?
  private let worker: Worker?
  private let metrics: HTTPServer?
  private let keys: Subscription
  /// Nobody else works on this database.
  private let isAlone: Bool

  /// Nothing listens and nothing works yet. Without `serves` nobody is served, and without `works` no job is run.
  package init(_ installation: Installation, serves: Bool = true, works: Bool = true) throws {
    settings = installation.settings
    log = installation.log
    isAlone = installation.cluster?.isOwned ?? false
    group = LoopGroup(count: settings.loops ?? LoopGroup.coreCount)
    group.start()
    databases = try Databases(DatabaseSettings(installation), on: group)
    let log = log
    var jobs = Features.jobs(
      storage: installation.storage, vault: installation.vault, mails: settings.mailRoute)
    jobs.provisions[AuditSealer.self] = AuditSealer(try installation.auditKeys()) { log.audit($0) }
    worker = works ? Worker(databases: databases, on: group, registry: jobs) { log.job($0) } : nil
    Catalog.use(try Catalog.load(root: "."))
    application = try Application(
      settings: settings, databases: databases, storage: installation.storage, vault: installation.vault,
      secret: installation.secret, log: log)
    keys = installation.vault.watch(databases)
    let web = application.web
    server = serves ? HTTPServer(group: group, settings: HTTPSettings(settings), application: web) : nil
    let page = MetricsPage(
      group: group, databases: databases, web: web, server: server, worker: worker, log: log)
    if let port = settings.metricsPort {
      metrics = HTTPServer(group: group, settings: HTTPSettings(onLoopback: port), application: page)
    } else {
      metrics = nil
    }
  }

  /// Listens and works, or says in words why it cannot.
  package func open() throws {
    if let server { try listen(server, on: settings.port, setting: "HAAT_PORT") }
    if let metrics, let port = settings.metricsPort {
      try listen(metrics, on: port, setting: "HAAT_METRICS_PORT")
    }
    if let worker {
      let databases = databases
      if isAlone { try waitFor { try await databases.takeUpLeftJobs() } }
      worker.start()
    }
  }

  private func listen(_ server: HTTPServer, on port: Int, setting: String) throws {
    do {
      _ = try server.start()
    } catch {
      throw Trouble(
        "Port \(port) cannot be used: \(error).", mend: "Stop what uses it, or set \(setting) to another.")
    }
  }

  /// Makes the sample businesses where they are missing; the worker fills them.
  package func seed() throws {
    let seed = Seed(databases)
    try waitFor { try await seed.plant() }
  }

  /// Requests and jobs in progress are finished first, as far as the settings allow.
  package func close() {
    application.health.drain()
    waitFor {
      async let served: Void? = server?.drain(deadline: settings.drain)
      async let worked: Int? = worker?.drain(deadline: settings.drain)
      _ = await (served, worked)
      await metrics?.drain(deadline: .zero)
      keys.cancel()
      await databases.close()
    }
    group.shutdown()
  }
}

extension HTTPSettings {
  init(_ settings: Settings) {
    self.init()
    address = settings.bind
    port = UInt16(settings.port)
    trustedProxies = settings.trustedProxies
  }

  init(onLoopback port: Int) {
    self.init()
    self.port = UInt16(port)
    connectionLimit = 100
  }
}

extension DatabaseSettings {
  /// The application's logins, and where slow statements are told of.
  package init(_ installation: Installation) {
    let urls = installation.databases
    self.init(appURL: urls.app, platformURL: urls.platform)
    share(
      installation.settings.databaseConnections, among: installation.settings.loops ?? LoopGroup.coreCount)
    attachment = Features.jobs(storage: installation.storage, vault: installation.vault)
    let log = installation.log
    slow = { statement in
      log.write(.warning, "slow statement") { line in
        line.add("statement", statement.statement)
        line.add("tenant", statement.tenant)
        line.add("waited", statement.waited)
        line.add("ms", statement.took)
      }
    }
  }

  /// Shares the connections of a process out among its loops and its two logins: up to four of each for reads, the
  /// others for writes.
  mutating func share(_ connections: Int, among loops: Int) {
    let each = max(2, connections / (2 * loops))
    sharedPerLoop = min(sharedPerLoop, each / 2)
    ownedPerLoop = each - sharedPerLoop
  }
}
