import Basics

/// How the database is reached and how much of it is used.
package struct DatabaseSettings: Sendable {
  /// `postgresql://` URLs or libpq's `key=value` lists.
  package var appURL: String
  package var platformURL: String
  package var applicationName = "haat"

  /// Connections a loop and login that independent reads share: two are used, the others when those have a
  /// slow head.
  package var sharedPerLoop = 4
  /// Connections a loop and login that one write or transaction at a time has to itself.
  package var ownedPerLoop = 8
  /// Uses that may wait on a loop; more are refused at once.
  package var waitingLimit = 2000
  /// Prepared statements that a connection keeps.
  package var statementsPerConnection = 256

  /// The longest wait for a connection, and for the server to come back.
  package var waiting: Duration = .seconds(5)
  /// The longest time a statement may take, unless the use says otherwise by `within`.
  package var statement: Duration = .seconds(10)
  /// What follows a transaction that thinks for longer is its end.
  package var idleInTransaction: Duration = .seconds(60)
  package var connecting: Duration = .seconds(5)
  /// What a connection's head may take before newcomers are sent elsewhere.
  package var slowHead: Duration = .milliseconds(20)

  /// Refuse a login that is superuser or may bypass row security.
  package var refusesPowerfulLogins = true

  /// Told of every statement text when it is first prepared, for tests that check them.
  package var recorder: (@Sendable (String) -> Void)?
  /// Told of statements slower than `slowStatement`, on the loop.
  package var slow: (@Sendable (SlowStatement) -> Void)?
  package var slowStatement: Duration = .milliseconds(250)

  /// Travels with every database of the process, for the parts of the kernel above this one: Jobs keeps here
  /// who listens for events.
  package var attachment: (any Sendable)?

  package init(appURL: String, platformURL: String) {
    self.appURL = appURL
    self.platformURL = platformURL
  }
}

/// A use of the database that took long.
package struct SlowStatement: Sendable {
  package let statement: String
  /// Whose rows it was about; nil for the global tables.
  package let tenant: TenantID?
  /// Between the call and the sending.
  package let waited: Duration
  /// Between the sending and the answer.
  package let took: Duration
}
