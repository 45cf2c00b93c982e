import App
import Glibc
import Loop
import Operations

extension Commands {
  static let serve = Command(
    Usage("serve", flags: ["--no-work"]),
    "Serves the pages and works off the jobs, or with --no-work the pages alone"
  ) { arguments in
    try keepRunning("serve") { try House($0, works: !arguments.has("--no-work")) }
  }

  static let work = Command(Usage("work"), "Works off the jobs, beside a haat serve or on another machine") {
    _ in
    try keepRunning("work") { try House($0, serves: false) }
  }

  /// Runs until the process is asked to stop. A second request to stop ends it at once.
  private static func keepRunning(_ name: String, _ make: (Installation) throws -> House) throws -> Int32 {
    let signals = StopSignals()
    raiseOpenFileLimit()
    let settings = try Settings.fromEnvironment()
    let log = Log(format: settings.logFormat, level: settings.logLevel)
    for warning in settings.warnings { log.write(.warning, "setting") { $0.add("what", warning) } }
    let installation = try Installation(for: name, settings: settings, log: log)
    defer { installation.close() }
    try prepare(installation, toServe: name == "serve")
    let house = try make(installation)
    try house.open()
    say(name == "serve" ? "Haat serves \(settings.application)" : "Haat works")
    if name == "serve", settings.seeds, installation.cluster?.isOwned == true {
      try house.seed()
      say(Seed.signIns(at: settings.application))
    }
    signals.wait()
    house.close()
    return 0
  }

  /// The cluster of our own is brought up to date by whoever owns it; a given server by `haat migrate` alone.
  private static func prepare(_ installation: Installation, toServe: Bool) throws {
    guard let cluster = installation.cluster else { return }
    guard cluster.isOwned else {
      guard toServe else { return }
      throw Trouble(
        "Haat already runs here: \(cluster.folder.holder).", mend: "Stop it first, or set another HAAT_VAR.")
    }
    try waitFor { try await Schema(installation.databases).updateOwn() }
  }
}
