/// What one login's connections have done since the process started.
package struct DatabaseMetrics: Sendable {
  /// `app` or `platform`.
  package var login = ""
  package var sharedConnections = 0
  package var ownedConnections = 0
  package var idleConnections = 0
  package var openingConnections = 0
  /// Reads and writes that wait for a connection now.
  package var waiting = 0
  /// Uses by what became of them.
  package var succeeded: UInt64 = 0
  package var failedByClass: [String: UInt64] = [:]
  /// Uses that were sent again, because another's failure had skipped them or their connection went.
  package var sentAgain: UInt64 = 0
  package var connectionsLost: UInt64 = 0
  package var connectionsMade: UInt64 = 0
  package var cancels: UInt64 = 0
  /// From the sending of a use to its last answer.
  package var statementTimes = TimeHistogram()
  /// From the call to the sending.
  package var waits = TimeHistogram()

  mutating func add(_ other: DatabaseMetrics) {
    sharedConnections += other.sharedConnections
    ownedConnections += other.ownedConnections
    idleConnections += other.idleConnections
    openingConnections += other.openingConnections
    waiting += other.waiting
    succeeded += other.succeeded
    failedByClass.merge(other.failedByClass, uniquingKeysWith: +)
    sentAgain += other.sentAgain
    connectionsLost += other.connectionsLost
    connectionsMade += other.connectionsMade
    cancels += other.cancels
    statementTimes.add(other.statementTimes)
    waits.add(other.waits)
  }

  /// SQLSTATEs are counted by their first two characters; what is not the server's, by its kind.
  mutating func failed(_ error: DatabaseError) {
    let key = error.sqlState.isEmpty ? "\(error.kind)" : String(error.sqlState.prefix(2))
    failedByClass[key, default: 0] += 1
  }
}

/// Times by how long they were, for Prometheus.
package struct TimeHistogram: Sendable {
  /// In nanoseconds; the last bucket holds what is longer than all.
  package static let limits: [UInt64] = [
    500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000, 250_000_000,
    1_000_000_000, 5_000_000_000,
  ]
  package private(set) var counts = [UInt64](repeating: 0, count: TimeHistogram.limits.count + 1)
  /// Nanoseconds in all.
  package private(set) var sum: UInt64 = 0

  package init() {}

  mutating func add(_ nanoseconds: UInt64) {
    var bucket = 0
    while bucket < TimeHistogram.limits.count, nanoseconds > TimeHistogram.limits[bucket] { bucket += 1 }
    counts[bucket] &+= 1
    sum &+= nanoseconds
  }

  mutating func add(_ other: TimeHistogram) {
    for index in counts.indices { counts[index] += other.counts[index] }
    sum += other.sum
  }
}
