import App
import Basics
import Database
import Foundation
import Loop

/// The PostgreSQL that the tests of this process share.
///
/// `HAAT_TEST_POSTGRES` is the URL of its administrator, when the runner of the tests has made it; otherwise
/// the process makes one of its own.
package enum TestPostgres {
  /// Two loops for everything that the tests run on loops.
  package static let loops: LoopGroup = {
    let group = LoopGroup(count: 2)
    group.start()
    return group
  }()

  /// The project's folder.
  package static let root: String = {
    let file = URL(fileURLWithPath: #filePath)
    return file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  }()

  /// Ends the loops before the process does: OpenSSL clears itself away at exit, and a loop that connects just then
  /// would use what is gone. Asked for behind the first connection, whose OpenSSL so has registered before.
  static let endsLoopsAtExit: Void = {
    atexit { TestPostgres.loops.shutdown() }
  }()

  /// The administrator's URL.
  package static func administrator() throws -> String { try server.get() }

  private static let server = Result<String, any Error> {
    if let url = ProcessInfo.processInfo.environment["HAAT_TEST_POSTGRES"] { return url }
    return try TestServer().url()
  }

  /// The one database that all tests share, each as a tenant of its own: migrated once.
  package static func shared() async throws -> TestDatabase { try await migrated.value }

  // The first test that asks begins it; the others wait for the same one.
  private static let migrated = Task {
    try await TestDatabase.make(migrations: root + "/migrations")
  }
}

/// A database on the tests' server, with its three logins.
package struct TestDatabase: Sendable {
  package let name: String
  package let administratorURL: String
  package let ownerURL: String
  package let settings: DatabaseSettings
  package let databases: Databases

  /// A new one, brought to what the folder of migrations says, if one is named.
  package static func make(
    on administratorURL: String? = nil, migrations: String? = nil,
    change: (inout DatabaseSettings) -> Void = { _ in }
  ) async throws -> TestDatabase {
    let administratorURL = try administratorURL ?? TestPostgres.administrator()
    let name = "haat_\(getpid())_\(UInt32.random(in: 0 ... .max))"
    let passwords = Dictionary(uniqueKeysWithValues: Bootstrap.Role.allCases.map { ($0, password) })
    try await Bootstrap(administratorURL: administratorURL, database: name, passwords: passwords).run()
    func url(_ role: Bootstrap.Role) -> String { replacing(administratorURL, role.rawValue, name) }
    if let migrations { try await Migrator(directory: migrations, ownerURL: url(.owner)).run() }
    TestPostgres.endsLoopsAtExit
    var settings = DatabaseSettings(appURL: url(.app), platformURL: url(.platform))
    settings.attachment = TestSite.jobs
    settings.recorder = { StatementRecord.note($0) }
    // Hundreds of tests at once on a small machine: who waits for a connection here has not been forgotten.
    settings.waiting = .seconds(30)
    settings.sharedPerLoop = 2
    // An import holds two at a time, and several tests import beside each other.
    settings.ownedPerLoop = 8
    change(&settings)
    return TestDatabase(
      name: name, administratorURL: replacing(administratorURL, nil, name), ownerURL: url(.owner),
      settings: settings,
      databases: try Databases(settings, on: TestPostgres.loops))
  }

  /// The roles are the server's, so every process of tests uses the same one.
  private static let password = "for-tests-only"

  /// The same server, as another login in another database.
  private static func replacing(_ url: String, _ user: String?, _ database: String) -> String {
    guard var parts = URLComponents(string: url) else { return url }
    if let user {
      parts.user = user
      parts.password = password
    }
    parts.path = "/" + database
    return parts.string ?? url
  }
}
