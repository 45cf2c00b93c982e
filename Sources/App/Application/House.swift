import Basics
import Database
import HTTP
import Loop
import Operations
import Web

/// A process that serves: loops, connections to the database, the application, and the port for metrics.
package struct House: Sendable {
  private let settings: Settings
  private let log: Log
  private let group: LoopGroup
  private let databases: Databases
  private let application: Application
  private let server: HTTPServer
  private let metrics: HTTPServer?

  /// Nothing listens yet.
  package init(_ installation: Installation) throws {
    settings = installation.settings
    log = installation.log
    group = LoopGroup(count: settings.loops ?? LoopGroup.coreCount)
    group.start()
    databases = try Databases(DatabaseSettings(installation), on: group)
    application = try Application(settings: settings, databases: databases, secret: installation.secret, log: log)
    server = HTTPServer(group: group, settings: HTTPSettings(settings), application: application.web)
    let page = MetricsPage(group: group, databases: databases, web: application.web, server: server, log: log)
    if let port = settings.metricsPort {
      metrics = HTTPServer(group: group, settings: HTTPSettings(onLoopback: port), application: page)
    } else {
      metrics = nil
    }
  }

  /// Listens, or says in words why it cannot.
  package func open() throws {
    try listen(server, on: settings.port, setting: "HAAT_PORT")
    if let metrics, let port = settings.metricsPort { try listen(metrics, on: port, setting: "HAAT_METRICS_PORT") }
  }

  private func listen(_ server: HTTPServer, on port: Int, setting: String) throws {
    do {
      _ = try server.start()
    } catch {
      throw Trouble("Port \(port) cannot be used: \(error).", mend: "Stop what uses it, or set \(setting) to another.")
    }
  }

  /// Requests in progress are finished first, as far as the settings allow.
  package func close() {
    application.health.drain()
    waitFor {
      await server.drain(deadline: settings.drain)
      await metrics?.drain(deadline: .zero)
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
    trustedProxies = settings.trustedProxies.compactMap(AddressBlock.init)
  }

  init(onLoopback port: Int) {
    self.init()
    self.port = UInt16(port)
    connectionLimit = 100
  }
}

extension DatabaseSettings {
  init(_ installation: Installation) {
    let urls = installation.databases
    self.init(appURL: urls.app, platformURL: urls.platform)
    let log = installation.log
    slow = { statement in
      log.write(.warning, "slow statement") { line in
        line.add("statement", statement.statement)
        line.add("waited", statement.waited)
        line.add("ms", statement.took)
      }
    }
  }
}
