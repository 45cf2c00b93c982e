import Basics
import Database
import Synchronization

/// What the runs of this process came to, by name and outcome.
package final class JobMetrics: Sendable {
  /// The upper limits of the classes of `Runs.byLength`, in seconds; the last class has none.
  package static let limits: [Double] = [0.005, 0.025, 0.1, 0.5, 1, 5, 30, 120]

  package struct Runs: Sendable {
    package let name: String
    package let outcome: String
    package fileprivate(set) var count = 0
    /// All together.
    package fileprivate(set) var seconds = 0.0
    /// How many took how long, each counted in one class only.
    package fileprivate(set) var byLength = [Int](repeating: 0, count: JobMetrics.limits.count + 1)
  }

  private struct Key: Hashable {
    let name: String
    let outcome: String
  }

  private let counts = Mutex<[Key: Runs]>([:])

  package var runs: [Runs] {
    counts.withLock { Array($0.values) }.sorted { ($0.name, $0.outcome) < ($1.name, $1.outcome) }
  }

  func count(_ record: JobRecord) {
    let key = Key(name: record.name, outcome: record.outcome.name)
    let seconds = Double(record.took.inMicroseconds) / 1_000_000
    let length = JobMetrics.limits.firstIndex { seconds <= $0 } ?? JobMetrics.limits.count
    counts.withLock { counts in
      var runs = counts[key] ?? Runs(name: key.name, outcome: key.outcome)
      runs.count += 1
      runs.seconds += seconds
      runs.byLength[length] += 1
      counts[key] = runs
    }
  }
}

/// How the queues of all tenants stand together.
package struct QueueLevel: Sendable, FromRow {
  /// Due, and nobody has it.
  package let due: Int
  /// Waiting for its time.
  package let later: Int
  package let running: Int
  /// Dead letters.
  package let dead: Int
  /// When the one was due that has waited longest.
  package let oldest: Instant?

  package init(row: inout Row) throws {
    due = try row.next()
    later = try row.next()
    running = try row.next()
    dead = try row.next()
    oldest = try row.next()
  }

  /// Reads the whole table, so once in ten seconds is often enough. As the platform.
  package static func now(in db: PlatformDatabase, at now: Instant = .now) async throws -> QueueLevel {
    try await db.one(
      """
      select /* every tenant */ count(*) filter (where state = 'waiting' and due_at <= \(now)),
             count(*) filter (where state = 'waiting' and due_at > \(now)),
             count(*) filter (where state = 'running'),
             count(*) filter (where state = 'dead'),
             min(due_at) filter (where state = 'waiting' and due_at <= \(now))
        from jobs
       where state <> 'done'
      """)
  }
}
