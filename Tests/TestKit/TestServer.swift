import Foundation

/// A PostgreSQL for the tests of one process: reached by a unix socket in a private folder, without fsync,
/// gone with the process however that ends.
///
/// Sendable: used by one test at a time; what changes is behind the lock.
package final class TestServer: @unchecked Sendable {
  package let folder: String
  private let password: String
  private let lock = NSLock()
  private var janitor: Process?

  /// Makes a cluster and starts it. Blocks for about two seconds.
  package init() throws {
    folder = "/tmp/haat-t\(UInt32.random(in: 0 ... .max))"
    password = "\(UInt64.random(in: 0 ... .max))"
    try TestServer.makeUser()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try Data(password.utf8).write(to: URL(fileURLWithPath: folder + "/password"))
    if geteuid() == 0 { try TestServer.run(["/usr/bin/chown", "-R", "haat:haat", folder]) }
    try TestServer.run(["/usr/bin/chmod", "700", folder])
    try startJanitor()
    try TestServer.run(
      asUser + [
        TestServer.programs + "/initdb", "-D", folder + "/data", "-U", "haat_admin", "--pwfile",
        folder + "/password",
        "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
      ])
    try start()
  }

  /// The administrator's, for a database of this server.
  package func url(user: String = "haat_admin", password: String? = nil, database: String = "postgres")
    -> String
  {
    "postgresql://\(user):\(password ?? self.password)@/\(database)?host=\(folder)"
  }

  /// Comes back when it takes connections.
  package func start() throws {
    let settings = [
      // Commits stay synchronous: what was acknowledged has to outlive a crash of the server, if not of the
      // machine.
      "listen_addresses=", "unix_socket_directories=\(folder)", "fsync=off", "full_page_writes=off",
      "max_connections=200", "shared_buffers=64MB", "timezone=UTC", "log_statement=none",
      "lc_messages=C",
    ]
    let log = "exec \"$@\" >>\(folder)/log 2>&1"
    let program =
      [TestServer.programs + "/postgres", "-D", folder + "/data"] + settings.flatMap { ["-c", $0] }
    // A shell in between, so that nobody here has to wait for the server's end.
    _ = try TestServer.launch(["/bin/sh", "-c", log, "sh", "/usr/bin/setsid"] + asUser + program)
    for _ in 0..<600 {
      let note = try? String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8)
      let lines = note?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
      if lines.count > 7, lines[7].hasPrefix("ready") { return }
      usleep(20_000)
    }
    throw TestServerError(what: "PostgreSQL did not start: see \(folder)/log")
  }

  /// SIGINT breaks connections off, SIGQUIT is a crash. Comes back when the server is gone.
  package func stop(_ signal: Int32 = SIGINT) {
    guard let id = processID else { return }
    kill(id, signal)
    while kill(id, 0) == 0, processID == id { usleep(5000) }
  }

  private var processID: Int32? {
    let note = try? String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8)
    return note?.split(separator: "\n").first.flatMap { Int32($0) }
  }

  /// A shell that waits for the end of this process, which closes its input, and then clears up.
  private func startJanitor() throws {
    let script = """
      trap '' INT TERM HUP; read end
      [ -f "$0/data/postmaster.pid" ] && kill -INT $(head -1 "$0/data/postmaster.pid")
      for i in 1 2 3 4 5 6 7 8 9 10; do [ -f "$0/data/postmaster.pid" ] || break; sleep 0.2; done
      rm -rf "$0"
      """
    let input = Pipe()
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    let process = try TestServer.launch(["/usr/bin/setsid", "/bin/sh", "-c", script, folder], input: input)
    lock.withLock { janitor = process }
    TestServer.kept.withLock { $0.append(input) }
  }

  private var asUser: [String] {
    geteuid() == 0 ? ["/usr/bin/setpriv", "--reuid=haat", "--regid=haat", "--clear-groups"] : []
  }

  /// Open for as long as the process lives.
  private static let kept = LockedPipes()

  /// Where `initdb`, `pg_dump` and the others are.
  package static let programs: String = {
    let root = "/usr/lib/postgresql"
    let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap(Int.init)
    return "\(root)/\(versions.max() ?? 15)/bin"
  }()

  /// PostgreSQL refuses to run as root.
  private static func makeUser() throws {
    guard geteuid() == 0, getpwnam("haat") == nil else { return }
    _ = try? run([
      "/usr/sbin/useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin",
      "haat",
    ])
  }

  @discardableResult
  private static func launch(_ words: [String], input: Pipe? = nil) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: words[0])
    process.arguments = Array(words.dropFirst())
    process.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"]
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    process.standardInput = input ?? FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private static func run(_ words: [String]) throws {
    let process = try launch(words)
    process.waitUntilExit()
    if process.terminationStatus != 0 {
      throw TestServerError(what: "\(words.joined(separator: " ")) failed")
    }
  }
}

package struct TestServerError: Error { package let what: String }

/// Sendable: behind its lock.
private final class LockedPipes: @unchecked Sendable {
  private let lock = NSLock()
  private var pipes: [Pipe] = []
  func withLock(_ body: (inout [Pipe]) -> Void) { lock.withLock { body(&pipes) } }
}
