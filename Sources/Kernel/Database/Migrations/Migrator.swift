import Basics
import Loop

/// Brings a database to what the files of `migrations/` say: forward only, each once, in order, as the owner.
///
/// Each runs in a transaction of its own and is noted with its checksum, under a lock that keeps a second
/// process waiting. A file that was changed after it was applied is an error, and so is one that is gone.
package struct Migrator: Sendable {
  package let directory: String
  private let address: ServerAddress

  package init(directory: String, ownerURL: String) throws {
    self.directory = directory
    address = try ServerAddress(ownerURL)
  }

  /// What a folder of migrations holds, in order.
  package static func names(in directory: String) throws -> [String] {
    try Migration.all(in: directory).map(\.name)
  }

  /// Applies what is missing, and gives the names of what was applied.
  @discardableResult
  package func run() async throws -> [String] {
    let (directory, address) = (directory, address)
    return try await offload {
      let session = try MigrationSession(directory, address)
      try session.lock()
      let pending = try session.pending()
      for migration in pending { try session.apply(migration) }
      return pending.map(\.name)
    }
  }

  /// The names of what `run` would apply.
  package func pending() async throws -> [String] {
    let (directory, address) = (directory, address)
    return try await offload { try MigrationSession(directory, address).pending().map(\.name) }
  }
}

/// One connection at work on migrations. Blocks.
private struct MigrationSession: ~Copyable {
  let directory: String
  let connection: CommandConnection

  init(_ directory: String, _ address: ServerAddress) throws {
    let connection = try CommandConnection(address)
    // A migration that waits for a lock makes everybody behind it wait too: rather fail, and be run again.
    try connection.run("set lock_timeout = '10s'; set statement_timeout = 0; set timezone = 'UTC'")
    self.directory = directory
    self.connection = connection
  }

  /// Held by the session, so it goes with the connection. The number stands for "haat".
  func lock() throws {
    try connection.run(
      "set lock_timeout = '120s'; select pg_advisory_lock(1751216500); set lock_timeout = '10s'")
    try connection.run(
      """
      set client_min_messages = warning;
      create table if not exists schema_migrations (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      );
      grant select on schema_migrations to haat_app
      """)
  }

  func pending() throws -> [Migration] {
    let files = try Migration.all(in: directory)
    guard try connection.rows("select 1 where to_regclass('schema_migrations') is not null").count == 1 else {
      return files
    }
    var applied: [String: String] = [:]
    for row in try connection.rows("select name, checksum from schema_migrations") {
      applied[row[0]] = row[1]
    }
    let pending = try files.filter { file in
      guard let checksum = applied.removeValue(forKey: file.name) else { return true }
      guard try checksum == self.checksum(file) else {
        throw DatabaseError(
          .misuse, "\(directory)/\(file.name).sql was changed after it was applied: write a new one")
      }
      return false
    }
    if let stranger = applied.keys.sorted().first {
      throw DatabaseError(
        .misuse, "\(stranger) was applied and is not in \(directory): the database is newer")
    }
    return pending
  }

  func apply(_ migration: Migration) throws {
    do {
      if migration.isTransactional { try connection.run("begin") }
      try connection.run(migration.text)
      if migration.isTransactional, !connection.isInTransaction {
        throw DatabaseError(.misuse, "it ends its own transaction")
      }
      try connection.rows(
        "insert into schema_migrations (name, checksum) values ($1, $2)",
        [migration.name, try checksum(migration)])
      if migration.isTransactional { try connection.run("commit") }
    } catch var error as DatabaseError {
      let line = error.position.map { ":\(migration.line(of: $0))" } ?? ""
      error.message = "\(directory)/\(migration.name).sql\(line): \(error.message)"
      error.statement = nil
      throw error
    }
  }

  /// Computed by the server, so that no library is needed here.
  private func checksum(_ migration: Migration) throws -> String {
    try connection.rows("select encode(sha256(convert_to($1, 'UTF8')), 'hex')", [migration.text])[0][0]
  }
}
