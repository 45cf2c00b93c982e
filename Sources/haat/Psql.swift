import App
import Glibc
import Operations

extension Commands {
  /// The password travels in a file that libpq reads, never in an argument or the environment.
  static let psql = Command(
    Usage("psql", options: ["--as": "LOGIN"]), "Opens psql on the database of its own, as its owner"
  ) { arguments in
    let settings = try Settings.fromEnvironment()
    guard settings.databases == nil else { throw Trouble("HAAT_DATABASE_URL is set: call psql with it.") }
    let name = arguments.options["--as"] ?? ClusterLogin.owner.rawValue
    guard let login = ClusterLogin(rawValue: name) else {
      let known = ClusterLogin.allCases.map(\.rawValue).joined(separator: ", ")
      throw Trouble("\(name) is no login of the cluster: \(known).")
    }
    _ = StopSignals()
    let log = Log(descriptor: 2)
    let installation = try Installation(for: "psql", settings: settings, log: log)
    defer { installation.close() }
    guard let cluster = installation.cluster else { return 0 }
    let program = try PostgresPrograms.found().psql
    let terminal = [
      "TERM": getenv("TERM").map { String(cString: $0) } ?? "dumb", "PGPASSFILE": cluster.folder.passwords,
    ]
    let child = try ChildProcess(
      attached: program, ["-h", cluster.socketFolder, "-U", login.rawValue, "-d", "haat"],
      environment: terminal.merging(ChildProcess.plainEnvironment) { ours, _ in ours })
    guard case .exited(let code) = child.wait() else { return 1 }
    return code
  }
}
