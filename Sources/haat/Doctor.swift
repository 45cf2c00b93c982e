import App
import Operations

extension Commands {
  /// The exit code is 1 if anything is bad, so that a deployment can ask it.
  static let doctor = Command(
    Usage("doctor"),
    "Says what is wrong with settings, database, disk, clock and time zones, and how to mend it"
  ) { _ in
    _ = StopSignals()
    var findings: [Finding]
    do {
      let settings = try Settings.fromEnvironment()
      let installation = try Installation(
        for: "doctor", settings: settings, log: Log(level: .error, descriptor: 2))
      defer { installation.close() }
      findings = try Doctor(installation).examine()
    } catch let trouble as Trouble {
      findings = [Doctor.finding(of: trouble)]
    }
    for finding in findings { say(finding.text) }
    let bad = findings.count { $0.level == .bad }
    say(bad == 0 ? "Haat can run." : "Haat cannot run well: \(bad) bad.")
    return bad == 0 ? 0 : 1
  }
}
