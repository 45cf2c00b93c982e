import Basics
import CPostgres
import Glibc
import Loop

/// The schema of a migrated database as text, the same for the same schema: what `migrations/schema.sql`
/// holds.
package struct SchemaDump: Sendable {
  private let address: ServerAddress
  private let program: String

  /// `program` is a `pg_dump` of at least the server's version.
  package init(ownerURL: String, program: String = "pg_dump") throws {
    address = try ServerAddress(ownerURL)
    self.program = program
  }

  package func text() async throws -> String {
    let (address, program) = (address, program)
    return try await offload { SchemaDump.normalized(try SchemaDump.dump(address, program)) }
  }

  /// Nil when the file says what the database has; else the first line that differs.
  package func difference(from file: String) async throws -> String? {
    let committed = String(decoding: try contents(ofFile: file), as: UTF8.self)
    let actual = try await text()
    if committed == actual { return nil }
    let old = committed.split(separator: "\n", omittingEmptySubsequences: false)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
    return "\(file):\(line + 1) says \(old.count > line ? old[line] : "nothing"), the migrations make "
      + "\(new.count > line ? String(new[line]) : "nothing")"
  }

  /// Without what changes from one run, or one minor version of pg_dump, to the next.
  static func normalized(_ dump: String) -> String {
    var lines: [Substring] = ["-- Generated from the migrations; do not edit.", ""]
    for line in dump.split(separator: "\n", omittingEmptySubsequences: false) {
      let isNoise =
        line.hasPrefix("--") || line.hasPrefix("\\") || line.hasPrefix("SET ")
        || line.hasPrefix("SELECT pg_catalog.set_config")
      if isNoise || (line.isEmpty && lines.last?.isEmpty == true) { continue }
      lines.append(line)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Blocks. The password goes by the environment of the child: arguments can be read by everybody on the
  /// machine.
  private static func dump(_ address: ServerAddress, _ program: String) throws -> String {
    let arguments = [
      program, "--schema-only", "--exclude-table=schema_migrations", "--dbname", address.withoutPassword,
    ]
    var environment = ["PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"]
    if let password = address["password"] { environment.append("PGPASSWORD=\(password)") }
    let (status, output) = try run(arguments, environment)
    guard status == 0 else { throw DatabaseError(.server, "pg_dump failed: \(output)") }
    return output
  }

  private static func run(_ arguments: [String], _ environment: [String]) throws -> (Int32, String) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw DatabaseError(.unavailable, "no pipe for pg_dump") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
    let words = (arguments + environment).map { strdup($0) }
    defer { for word in words { free(word) } }
    var id = pid_t()
    let failed = posix_spawnp(
      &id, arguments[0], &actions, nil, Array(words[..<arguments.count]) + [nil],
      Array(words[arguments.count...]) + [nil])
    close(ends[1])
    if failed != 0 { throw DatabaseError(.unavailable, "\(arguments[0]) cannot be run") }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while case let count = read(ends[0], &chunk, chunk.count), count > 0 { output += chunk[..<count] }
    var status: Int32 = 0
    waitpid(id, &status, 0)
    return (status, String(decoding: output, as: UTF8.self))
  }
}

extension ServerAddress {
  /// libpq's `key='value'` list.
  fileprivate var withoutPassword: String {
    options.filter { $0.key != "password" }.sorted { $0.key < $1.key }.map { key, value in
      "\(key)='\(value.map { "\\'".contains($0) ? "\\\($0)" : "\($0)" }.joined())'"
    }.joined(separator: " ")
  }
}
