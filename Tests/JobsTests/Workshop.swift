import Basics
import Database
import Foundation
import Jobs
import Synchronization
import TestKit

/// A database with some jobs, and what they did.
struct Workshop {
  let databases: Databases
  let registry: JobRegistry

  /// The database that all tests share: each has tenants of its own, and nothing may look at the others'.
  static func shared() async throws -> Workshop { try await common.value }

  private static let common = Task {
    var settings = try await TestPostgres.shared().settings
    settings.attachment = registry
    return Workshop(databases: try Databases(settings, on: TestPostgres.loops), registry: registry)
  }

  /// In a database of its own.
  static func alone(_ registry: JobRegistry = Workshop.registry) async throws -> Workshop {
    let database = try await TestDatabase.make(migrations: TestPostgres.root + "/migrations") {
      $0.attachment = registry
    }
    return Workshop(databases: database.databases, registry: registry)
  }

  /// A tenant nobody else knows.
  func tenant() -> TenantDatabase { databases.tenant(TenantID()) }

  @discardableResult
  func runJobs(of db: TenantDatabase, at now: Instant? = nil) async throws -> [JobRecord] {
    try await databases.runJobs(of: db.tenant, by: registry, at: now)
  }

  static let registry = JobRegistry(
    jobs: [
      WriteDown.self, Fail.self, Linger.self, Explode.self, WriteOnce.self, Newer.self, Translated.self,
      FailQuickly.self, TakeTime.self,
    ],
    listeners: [
      Listener(on: BellRang.self) { [WriteDown(on: $0.notebook, "door")] },
      Listener(on: BellRang.self) { [WriteDown(on: $0.notebook, "dog"), WriteDown(on: $0.notebook, "cat")] },
    ])
}

/// Where jobs of a test leave a trace that only this test reads.
struct Notebook: Codable, Sendable {
  private var id = UUID()
  private static let pages = Mutex<[UUID: [String]]>([:])

  var lines: [String] { Notebook.pages.withLock { $0[id] ?? [] } }

  func add(_ line: String) { Notebook.pages.withLock { $0[id, default: []].append(line) } }

}

struct BellRang: Event {
  static let name = "tests.bell-rang"
  let notebook: Notebook
}

struct WriteDown: Job {
  static let name = "tests.write-down"
  let notebook: Notebook
  let line: String

  init(on notebook: Notebook, _ line: String) {
    self.notebook = notebook
    self.line = line
  }

  func run(_ context: JobContext) async throws { notebook.add(line) }
}

/// Writes its attempt down, and throws.
struct Fail: Job {
  static let name = "tests.fail"
  static let retries = RetryPolicy(attempts: 3, firstDelay: .seconds(10))
  let notebook: Notebook
  var givesUp = false

  func run(_ context: JobContext) async throws {
    notebook.add("\(context.attempt)\(context.isLast ? " last" : "")")
    throw givesUp ? JobError.giveUp("There is no such address.") : SomethingBroke()
  }
}

struct SomethingBroke: Error {}

/// Takes its time, and heeds its cancellation or not.
struct Linger: Job {
  static let name = "tests.linger"
  static let timeLimit: Duration = .milliseconds(300)
  let notebook: Notebook
  var milliseconds = 100_000

  func run(_ context: JobContext) async throws {
    notebook.add("began")
    try await Task.sleep(for: .milliseconds(milliseconds))
    notebook.add("ended")
  }
}

/// Ends the run of a process, as far as its queue can see: its lease is left to run out.
struct Explode: Job {
  static let name = "tests.explode"
  static let retries = RetryPolicy(attempts: 2)
  func run(_ context: JobContext) async throws {}
}

/// What must not happen twice has a key of its own: here the row of an event, by the job's id, beside a counter.
struct WriteOnce: Job {
  static let name = "tests.write-once"
  let counter: String

  func run(_ context: JobContext) async throws {
    try await context.db.transaction { db in
      let isFirst = try await db.run(
        """
        insert into events (tenant_id, id, name, payload, occurred_at)
        values (\(db.tenant), \(context.id), 'tests.written', '{}', \(context.now))
        on conflict (tenant_id, id) do nothing
        """)
      guard isFirst == 1 else { return }
      try await db.run(
        """
        insert into counters (tenant_id, name, value) values (\(db.tenant), \(counter), 1)
        on conflict (tenant_id, name) do update set value = counters.value + 1
        """)
    }
  }

  static func count(_ counter: String, in db: TenantDatabase) async throws -> Int {
    try await db.first(
      "select value from counters where tenant_id = \(db.tenant) and name = \(counter)", as: Int.self) ?? 0
  }
}

/// A job whose second version reads the first one too.
struct Translated: Job {
  static let name = "tests.translated"
  static let version = 2
  let notebook: Notebook
  let lines: [String]

  private struct First: Codable {
    let notebook: Notebook
    let line: String
  }

  static func decode(_ payload: String, version: Int) throws -> Translated {
    let bytes = Data(payload.utf8)
    if version == 2 { return try JSONDecoder().decode(Translated.self, from: bytes) }
    let first = try JSONDecoder().decode(First.self, from: bytes)
    return Translated(notebook: first.notebook, lines: [first.line])
  }

  func run(_ context: JobContext) async throws { for line in lines { notebook.add(line) } }
}

/// A job of a version that this program does not know yet.
struct Newer: Job {
  static let name = "tests.newer"
  static let version = 3
  func run(_ context: JobContext) async throws {}
}

struct FailQuickly: Job {
  static let name = "tests.fail-quickly"
  static let retries = RetryPolicy(attempts: 3, firstDelay: .milliseconds(100))
  let notebook: Notebook
  func run(_ context: JobContext) async throws { throw SomethingBroke() }
}

struct TakeTime: Job {
  static let name = "tests.take-time"
  let notebook: Notebook
  let milliseconds: Int

  func run(_ context: JobContext) async throws {
    notebook.add("began")
    try await Task.sleep(for: .milliseconds(milliseconds))
    notebook.add("ended")
  }
}
