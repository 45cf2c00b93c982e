import App
import Basics
import Operations

extension Commands {
  /// The exit code is 1 if anything is bad, so that a deployment can ask it.
  static let doctor = Command(
    Usage("doctor", options: ["--mail": "ADDRESS"]),
    "Says what is wrong with settings, database, disk, clock and time zones, and how to mend it; can send a test mail"
  ) { arguments in
    let address = arguments.options["--mail"].map { EmailAddress($0) }
    if let address, address == nil { throw Trouble("--mail needs an address like somebody@example.com.") }
    _ = StopSignals()
    var findings: [Finding]
    do {
      let settings = try Settings.fromEnvironment()
      let installation = try Installation(
        for: "doctor", settings: settings, log: Log(level: .error, descriptor: 2))
      defer { installation.close() }
      findings = try Doctor(installation).examine(mailing: address ?? nil)
    } catch let trouble as Trouble {
      findings = [Doctor.finding(of: trouble)]
    }
    for finding in findings { say(finding.text) }
    let bad = findings.count { $0.level == .bad }
    say(bad == 0 ? "Haat can run." : "Haat cannot run well: \(bad) bad.")
    return bad == 0 ? 0 : 1
  }
}
