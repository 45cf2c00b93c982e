import Basics
import Loop

/// The logins of the application and their connections: what hands out databases to use.
///
/// One for the process, made at start. Each loop has connections of its own, so that nothing is shared
/// between threads.
package final class Databases: Sendable {
  package let settings: DatabaseSettings
  private let app: Pool
  private let platformPool: Pool
  let group: LoopGroup

  /// Connects when it is first used; see `ready`.
  package init(_ settings: DatabaseSettings, on group: LoopGroup) throws {
    self.settings = settings
    self.group = group
    app = Pool(login: "app", address: try ServerAddress(settings.appURL), settings: settings, group: group)
    platformPool = Pool(
      login: "platform", address: try ServerAddress(settings.platformURL), settings: settings, group: group)
  }

  /// The database as one tenant sees it.
  package func tenant(_ id: TenantID) -> TenantDatabase {
    TenantDatabase(tenant: id, access: Access(pool: app, tenant: id, timeout: settings.statement))
  }

  /// The global tables, as the application.
  package var global: PlatformDatabase {
    PlatformDatabase(access: Access(pool: app, tenant: nil, timeout: settings.statement))
  }

  /// The global tables and what is granted of the tenants' ones, as the platform.
  package var platform: PlatformDatabase {
    PlatformDatabase(access: Access(pool: platformPool, tenant: nil, timeout: settings.statement))
  }

  /// Throws unless both logins answer: for the start and for the readiness check.
  package func ready() async throws {
    _ = try await global.one("select 1", as: Int.self)
    _ = try await platform.one("select 1", as: Int.self)
  }

  /// Calls `event` on a loop for every notification of the channel, until the subscription is cancelled.
  ///
  /// The channel is a name of the program's. A connection of its own listens, and reconnects by itself.
  @discardableResult
  package func listen(
    to channel: StaticString, _ event: @escaping @Sendable (ChannelEvent) -> Void
  ) -> Subscription {
    app.listen(to: channel, event)
  }

  /// What the connections have done since the process started, all loops together.
  package func metrics() async -> [DatabaseMetrics] { [await app.metrics(), await platformPool.metrics()] }

  /// Refuses new uses, lets those in flight end for at most `patience`, and closes every connection.
  package func close(patience: Duration = .seconds(5)) async {
    await app.close(patience: patience)
    await platformPool.close(patience: patience)
  }
}
