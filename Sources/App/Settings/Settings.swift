import Basics
import HTTP
import Mail
import Operations
import Places
import Vault
import Web

/// What Haat is told from outside: environment variables that begin with `HAAT_`, and nothing else.
package struct Settings: Sendable {
  package var port: Int = 8080
  package var bind = "127.0.0.1"
  package var application = Origin(scheme: .http, host: "localhost", port: 8080)
  /// Each shop is a name in front of this host.
  package var shops = Origin(scheme: .http, host: "localhost", port: 8080)
  package var files = Origin(scheme: .http, host: "files.localhost", port: 8080)
  package var trustedProxies: [AddressBlock] = []
  /// Nil where none is given, and Haat makes a cluster of its own.
  package var databases: DatabaseURLs?
  /// What a process may have open, over all loops and both logins; each of those has three at least.
  package var databaseConnections = 48
  /// Nil where none is given, and one is made and kept in `var`.
  package var secret: String?
  /// The server that mails are given to, and who they are from. Nil for none: on localhost they are kept to be looked at.
  package var mails: MailRoute.Sender?
  /// Nil where none are given, and one is made and kept in `var`.
  package var masterKeys: MasterKeys?
  /// The keys of the audit log's seals; nil to make one of the secret.
  package var auditKey: String?
  /// The database of the countries of network addresses; where it is not there, none is known.
  package var places = Places.usualPath
  /// Nil where it is switched off.
  package var metricsPort: Int? = 9464
  /// Nil for one per core.
  package var loops: Int?
  package var logFormat = LogFormat.logfmt
  package var logLevel = LogLevel.info
  /// Nil for `var` where Haat lies, or for a folder under `/var/lib/haat` where its user cannot get there.
  package var varFolder: String?
  /// Nil for the folder of `migrations`, `Public` and `Localizations` around the working folder or the program.
  package var home: String?
  /// MB that the files of one business may take on the disk.
  package var storageQuota = 10_000
  /// How long requests in progress may take once Haat is told to stop.
  package var drain: Duration = .seconds(20)
  /// Whether pages show what went wrong inside; on localhost only.
  package var isDevelopment = false
  /// Whether `serve` makes the sample businesses, on a cluster of its own only.
  package var seeds = false
  /// Words about settings that are unknown, for the log.
  package var warnings: [String] = []
}

/// The logins of a server that Haat is given.
package struct DatabaseURLs: Sendable, Equatable {
  package var app: String
  package var platform: String
  /// For migrations.
  package var owner: String?
  /// For making the others, once.
  package var administrator: String?

  package init(app: String, platform: String, owner: String? = nil, administrator: String? = nil) {
    self.app = app
    self.platform = platform
    self.owner = owner
    self.administrator = administrator
  }
}

extension Settings {
  /// How mails leave this process.
  package var mailRoute: MailRoute { MailRoute(origin: application, sender: mails) }

  /// Reads them all, and throws every problem in one `Trouble`.
  package init(environment: [String: String]) throws {
    var reader = SettingsReader(environment)
    port = reader.number("HAAT_PORT", in: 1...65535) ?? port
    bind = reader.text("HAAT_BIND") ?? bind
    application = reader.origin("HAAT_APP_URL") ?? Origin(scheme: .http, host: "localhost", port: port)
    if !application.isLocal, !application.isSecure {
      reader.problem(
        "HAAT_APP_URL must begin with https:// unless it is on localhost: browsers keep no sign-in else.")
    }
    shops =
      reader.host("HAAT_SHOPS_HOST", scheme: application.scheme)
      ?? Origin(scheme: .http, host: "localhost", port: port)
    files = reader.origin("HAAT_FILES_URL") ?? Origin(scheme: .http, host: "files.localhost", port: port)
    trustedProxies = reader.networks("HAAT_TRUSTED_PROXIES")
    if application.isSecure, trustedProxies.isEmpty {
      reader.problem(
        "HAAT_TRUSTED_PROXIES must name the proxy that speaks TLS: else all visitors count as one, and share its limits."
      )
    }
    databases = reader.databases()
    databaseConnections = reader.number("HAAT_DATABASE_CONNECTIONS", in: 2...1000) ?? databaseConnections
    secret = reader.secret("HAAT_SECRET", required: !application.isLocal)
    mails = reader.mails(required: !application.isLocal)
    masterKeys = reader.masterKeys("HAAT_MASTER_KEYS", required: !application.isLocal)
    auditKey = reader.auditKeys("HAAT_AUDIT_KEY")
    places = reader.text("HAAT_PLACES") ?? places
    metricsPort = reader.number("HAAT_METRICS_PORT", in: 0...65535).map { $0 == 0 ? nil : $0 } ?? metricsPort
    loops = reader.number("HAAT_LOOPS", in: 1...256)
    logFormat = reader.choice("HAAT_LOG") ?? logFormat
    logLevel = reader.choice("HAAT_LOG_LEVEL") ?? logLevel
    varFolder = reader.text("HAAT_VAR")
    home = reader.text("HAAT_HOME")
    storageQuota = reader.number("HAAT_STORAGE_QUOTA", in: 1...1_000_000_000) ?? storageQuota
    drain = reader.number("HAAT_DRAIN_SECONDS", in: 0...600).map { .seconds($0) } ?? drain
    isDevelopment = reader.number("HAAT_DEVELOPMENT", in: 0...1) == 1
    if isDevelopment, !application.isLocal {
      reader.problem("HAAT_DEVELOPMENT shows strangers what is inside: HAAT_APP_URL must be on localhost.")
    }
    seeds = reader.number("HAAT_SEED", in: 0...1) == 1
    warnings = reader.unknown()
    if metricsPort == port {
      reader.problem("HAAT_METRICS_PORT must differ from HAAT_PORT, both are \(port).")
    }
    try reader.finish()
  }

  /// Every name that is read; `.env.example` explains each.
  package static let names = [
    "HAAT_PORT", "HAAT_BIND", "HAAT_APP_URL", "HAAT_SHOPS_HOST", "HAAT_FILES_URL", "HAAT_TRUSTED_PROXIES",
    "HAAT_DATABASE_URL", "HAAT_DATABASE_OWNER_URL", "HAAT_DATABASE_PLATFORM_URL", "HAAT_DATABASE_ADMIN_URL",
    "HAAT_DATABASE_CONNECTIONS", "HAAT_SMTP_URL", "HAAT_SMTP_CA", "HAAT_MAIL_FROM",
    "HAAT_SECRET", "HAAT_MASTER_KEYS", "HAAT_AUDIT_KEY", "HAAT_PLACES", "HAAT_METRICS_PORT", "HAAT_LOOPS",
    "HAAT_LOG", "HAAT_LOG_LEVEL",
    "HAAT_VAR", "HAAT_HOME", "HAAT_STORAGE_QUOTA", "HAAT_DRAIN_SECONDS",
    "HAAT_DEVELOPMENT", "HAAT_SEED",
  ]
}
