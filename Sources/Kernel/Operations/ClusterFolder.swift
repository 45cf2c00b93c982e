import Basics
import CLinux
import Glibc

/// The files of a cluster: its data, its passwords, its settings, its log, and where its socket is.
package struct ClusterFolder: Sendable {
  package let path: String

  init(_ path: String) { self.path = path }

  package var data: String { path + "/data" }
  /// In libpq's `.pgpass` format, so `PGPASSFILE` can name it.
  package var passwords: String { path + "/passwords" }
  package var startLog: String { path + "/start.log" }
  var lock: String { path + "/lock" }
  /// The process that has started the server, in its own words.
  package var holder: String { FileLock.holder(of: lock) ?? "another process" }
  var settings: String { path + "/postgresql.conf" }
  private var socketNote: String { path + "/socket" }
  private var processFile: String { data + "/postmaster.pid" }

  // MARK: - Making it

  /// The logins of the cluster, which is made if it is not there. A half-made one is made anew.
  func prepared(with programs: PostgresPrograms) throws -> ClusterLogins {
    if fileExists(data + "/PG_VERSION") {
      guard let logins = readText(passwords).flatMap(ClusterLogins.init(text:)) else {
        throw Trouble(
          "\(passwords) is missing or damaged, so nobody can sign in to the database in \(data).",
          mend: "Put it back from a backup, or move \(path) away to begin with an empty database.")
      }
      return logins
    }
    let logins = ClusterLogins()
    try writePrivately(logins.text, to: passwords)
    try initialise(with: programs, administratorPassword: logins.password(of: .administrator))
    return logins
  }

  private func initialise(with programs: PostgresPrograms, administratorPassword: String) throws {
    let draft = data + ".new"
    let password = path + "/initdb-password"
    try removeFolder(draft)
    try writePrivately(administratorPassword + "\n", to: password)
    defer { unlink(password) }
    let (status, said) = try ChildProcess.run(
      programs.initdb,
      [
        "--pgdata=\(draft)", "--username=\(ClusterLogin.administrator.rawValue)", "--pwfile=\(password)",
        "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
      ])
    guard status == .exited(0), rename(draft, data) == 0 else {
      throw Trouble("PostgreSQL's initdb \(status):\n\(said)")
    }
  }

  private func removeFolder(_ folder: String) throws {
    guard fileExists(folder) else { return }
    _ = try ChildProcess.run("/bin/rm", ["-rf", "--", folder])
  }

  /// Writes the server's settings: what differs from PostgreSQL's own.
  func configure(socketFolder: String) throws {
    let text = """
      # Written at every start. Settings of your own go into local.conf beside this file.
      listen_addresses = ''
      unix_socket_directories = '\(socketFolder)'
      unix_socket_permissions = 0700
      port = 5432
      max_connections = 200
      # A shop's whole history may come in a minute, and is looked at in the next: the planner is to know of it.
      autovacuum_naptime = 5s
      timezone = 'UTC'
      log_timezone = 'UTC'
      logging_collector = on
      log_directory = '\(path)/log'
      log_filename = 'postgres-%a.log'
      log_rotation_age = 1d
      log_truncate_on_rotation = on
      log_line_prefix = '%m [%p] %u '
      log_min_error_statement = panic
      log_min_messages = warning
      \(fileExists(path + "/local.conf") ? "include '\(path)/local.conf'" : "")

      """
    try writePrivately(text, to: settings)
  }

  // MARK: - The socket

  /// A folder of its own under `/tmp`, because the path of a socket may have 107 bytes only.
  func madeSocketFolder() throws -> String {
    if let known = knownSocketFolder() { return known }
    var template = Array("/tmp/haat-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Trouble("No folder can be made in /tmp: \(systemError()).") }
    let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    try writePrivately(made + "\n", to: socketNote)
    return made
  }

  /// The one of the last start, if it is still this account's alone: `/tmp` is everybody's.
  private func knownSocketFolder() -> String? {
    guard let known = notedSocketFolder() else { return nil }
    var status = stat()
    guard lstat(known, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_mode & 0o777 == 0o700,
      status.st_uid == geteuid()
    else { return nil }
    return known
  }

  private func notedSocketFolder() -> String? {
    readText(socketNote).map { String($0.prefix { $0 != "\n" }) }.flatMap {
      $0.hasPrefix("/tmp/haat-") ? $0 : nil
    }
  }

  /// Removes what stopped servers have left, with no server running: the lock of a socket stands in the way of the
  /// next server for as long as a process has the number it names, be it dead and not yet waited for.
  func clearLeftovers() throws {
    try ClusterLeftovers(in: data).clear()
    if let known = knownSocketFolder() { emptySocketFolder(known) }
  }

  private func emptySocketFolder(_ known: String) {
    for name in namesInFolder(known) { unlink("\(known)/\(name)") }
  }

  func removeSocketFolder() {
    guard let known = knownSocketFolder() else { return }
    emptySocketFolder(known)
    rmdir(known)
    unlink(socketNote)
  }

  // MARK: - Its state

  /// Whether the server takes connections: the first and the eighth line of the file that `pg_ctl` looks at too.
  var isReady: Bool {
    guard let text = readText(processFile) else { return false }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 7, let process = pid_t(lines[0]) else { return false }
    return lines[7].hasPrefix("ready") && kill(process, 0) == 0
  }

  /// The server that another process has started; nil until it is ready.
  func joined() -> (socketFolder: String, ClusterLogins)? {
    guard isReady, let socket = knownSocketFolder() else { return nil }
    return readText(passwords).flatMap(ClusterLogins.init(text:)).map { (socket, $0) }
  }

  /// The end of what the server said while it started: on its way out before it has its log, and then in that.
  var lastWords: String {
    let logs = namesInFolder(path + "/log").map { "\(path)/log/\($0)" }
    let newest = logs.max { modified($0) < modified($1) }
    let lines =
      (readText(startLog) ?? "").split(separator: "\n").suffix(4)
      + (newest.flatMap { readText($0) } ?? "").split(separator: "\n").suffix(8).filter {
        $0.contains("FATAL")
      }
    return lines.map { "  \($0)" }.joined(separator: "\n")
  }

  private func modified(_ file: String) -> Int {
    var status = stat()
    return stat(file, &status) == 0 ? status.st_mtim.tv_sec : 0
  }
}
