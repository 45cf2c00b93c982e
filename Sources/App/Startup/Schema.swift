import Database
import Operations

/// The logins and tables of the database, as the folder `migrations` wants them.
package struct Schema: Sendable {
  private let urls: DatabaseURLs
  private static let directory = "migrations"

  package init(_ urls: DatabaseURLs) { self.urls = urls }

  package struct Update: Sendable {
    /// The names of the migrations that were applied now.
    package let applied: [String]
    /// The statements for which the administrator's login lacked the rights, to be run by somebody who has them.
    package let refused: [String]
  }

  /// Makes the logins, where an administrator's URL is given, and applies what is missing.
  package func update() async throws -> Update {
    let refused = try await makeLogins()
    guard refused.isEmpty else { return Update(applied: [], refused: refused) }
    return Update(applied: try await migrator().run(), refused: [])
  }

  /// The same for the cluster of our own, which is ours to change, with nothing done where nothing is missing.
  package func updateOwn() async throws {
    if let pending = try? await migrator().pending(), pending.isEmpty { return }
    _ = try await update()
  }

  package func pending() async throws -> [String] { try await migrator().pending() }

  /// What `migrations/schema.sql` is to hold.
  package func text() async throws -> String {
    try await SchemaDump(ownerURL: try owner(), program: try PostgresPrograms.found().folder + "/pg_dump")
      .text()
  }

  private func makeLogins() async throws -> [String] {
    guard let administrator = urls.administrator else { return [] }
    let logins = [Bootstrap.Role.app: urls.app, .platform: urls.platform, .owner: try owner()]
    return try await Bootstrap(administratorURL: administrator, loginURLs: logins).run()
  }

  private func migrator() throws -> Migrator {
    try Migrator(directory: Schema.directory, ownerURL: try owner())
  }

  private func owner() throws -> String {
    guard let owner = urls.owner else {
      throw Trouble("HAAT_DATABASE_OWNER_URL is not set: migrations are run as the login haat_owner.")
    }
    return owner
  }
}
