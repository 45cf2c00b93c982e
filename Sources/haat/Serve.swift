import App
import Database
import Glibc
import Operations

extension Commands {
  static let serve = Command(
    Usage("serve", flags: ["--no-work"]), "Serves the pages and the API, and works off the jobs"
  ) { arguments in
    let signals = StopSignals()
    let settings = try Settings.fromEnvironment()
    let log = Log(format: settings.logFormat, level: settings.logLevel)
    let installation = try Installation(for: "serve", settings: settings, log: log)
    defer { installation.close() }
    if let cluster = installation.cluster, !cluster.isOwned {
      throw Trouble(
        "Haat already runs here: \(cluster.folder.holder).", mend: "Stop it first, or set another HAAT_VAR.")
    }
    let house = try House(installation)
    try house.open()
    say("Haat serves \(settings.application)")
    signals.wait()
    house.close()
    return 0
  }
}
