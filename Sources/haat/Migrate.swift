import App
import Loop
import Operations

extension Commands {
  static let migrate = Command(
    Usage("migrate"),
    "Makes the logins and brings the tables up to date, or prints what it lacks the rights for"
  ) { _ in
    try withInstallation(for: "migrate") { installation in
      let schema = Schema(installation.databases)
      let update = try waitFor { try await schema.update() }
      guard update.refused.isEmpty else {
        say(
          "HAAT_DATABASE_ADMIN_URL lacks the rights for these. Have them run by somebody who has, then again:",
          to: 2)
        for statement in update.refused { say(statement) }
        return 1
      }
      for name in update.applied { say("applied \(name)") }
      if update.applied.isEmpty { say("Nothing to do: the database is up to date.") }
      return 0
    }
  }

  static let schema = Command(
    Usage("schema"), "Prints the tables as SQL: what migrations/schema.sql is to hold"
  ) { _ in
    try withInstallation(for: "schema") { installation in
      let schema = Schema(installation.databases)
      if installation.cluster != nil { try waitFor { try await schema.updateOwn() } }
      let text = try waitFor { try await schema.text() }
      _ = writeAll(Array(text.utf8), to: 1)
      return 0
    }
  }

  /// For commands that end by themselves. What goes wrong is logged to the standard error.
  static func withInstallation(for command: String, _ body: (Installation) throws -> Int32) throws -> Int32 {
    _ = StopSignals()
    let settings = try Settings.fromEnvironment()
    let log = Log(format: settings.logFormat, level: settings.logLevel, descriptor: 2)
    for warning in settings.warnings { say(warning, to: 2) }
    let installation = try Installation(for: command, settings: settings, log: log)
    defer { installation.close() }
    return try body(installation)
  }
}
