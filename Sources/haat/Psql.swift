import App
import Glibc
import Operations

extension Commands {
  /// The password travels in a file that libpq reads, never in an argument or the environment.
  static let psql = Command(
    Usage("psql", options: ["--as": "LOGIN"]), "Opens psql on the database of its own, as its owner"
  ) { arguments in
    let name = arguments.options["--as"] ?? ClusterLogin.owner.rawValue
    guard let login = ClusterLogin(rawValue: name) else {
      let known = ClusterLogin.allCases.map(\.rawValue).joined(separator: ", ")
      throw Trouble("\(name) is no login of the cluster: \(known).")
    }
    return try withInstallation(for: "psql") { installation in
      guard let cluster = installation.cluster else {
        throw Trouble("HAAT_DATABASE_URL is set: call psql with it.")
      }
      let environment = [
        "TERM": getenv("TERM").map { String(cString: $0) } ?? "dumb", "PGPASSFILE": cluster.folder.passwords,
      ]
      let child = try ChildProcess(
        attached: try PostgresPrograms.found().psql,
        ["-h", cluster.socketFolder, "-U", login.rawValue, "-d", "haat"],
        environment: ChildProcess.plainEnvironment.merging(environment) { _, ours in ours })
      guard case .exited(let code) = child.wait() else { return 1 }
      return code
    }
  }
}
