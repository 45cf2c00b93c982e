import Basics
import Database
import Glibc
import Jobs
import Loop

/// A process that does nothing but work, to be killed by the tests. Its input's first two lines are the logins' URLs;
/// it ends when its input does, so that it never outlives who started it.
@main
struct KillTarget {
  static func main() async throws {
    guard let appURL = readLine(), let platformURL = readLine() else { return }
    let registry = JobRegistry(
      jobs: [Sell.self, Notify.self, Count.self],
      listeners: [Listener(on: Sold.self) { [Notify(sale: $0.sale)] }])
    var settings = DatabaseSettings(appURL: appURL, platformURL: platformURL)
    settings.attachment = registry
    let group = LoopGroup(count: 2)
    group.start()
    let databases = try Databases(settings, on: group)
    var pace = WorkerSettings()
    pace.lease = .milliseconds(600)
    pace.scanning = .milliseconds(200)
    pace.keepsSchedule = false
    Worker(databases: databases, on: group, registry: registry, settings: pace) { report in
      if case .failed(let what, let why) = report { print("failed to \(what): \(why)") }
    }.start()
    _ = JoinableThread(name: "input") {
      while readLine() != nil {}
      exit(0)
    }
    while true { try await Task.sleep(for: .seconds(3600)) }
  }
}

struct Sold: Event {
  static let name = "kill.sold"
  let sale: JobID
}

/// One change with its event in one transaction; then another job, by a key; with time in between to be killed in.
struct Sell: Job {
  static let name = "kill.sell"
  static let retries = RetryPolicy(
    attempts: 100, firstDelay: .milliseconds(50), longestDelay: .milliseconds(100))
  let pause: Int

  func run(_ context: JobContext) async throws {
    try await add("begun", in: context.db)
    try await context.db.transaction { db in
      guard try await isFirst(context.id, at: context.now, in: db) else { return }
      try await Task.sleep(for: .microseconds(pause))
      try await add("sold", in: db)
      try await db.publish(Sold(sale: context.id))
    }
    try await Task.sleep(for: .microseconds(pause))
    try await context.db.enqueue(Count(), uniqueKey: "\(context.id)")
  }
}

struct Notify: Job {
  static let name = "kill.notify"
  static let retries = Sell.retries
  let sale: JobID

  func run(_ context: JobContext) async throws {
    try await context.db.transaction { db in
      guard try await isFirst(context.id, at: context.now, in: db) else { return }
      try await add("notified", in: db)
    }
  }
}

struct Count: Job {
  static let name = "kill.count"
  static let retries = Sell.retries

  func run(_ context: JobContext) async throws {
    try await context.db.transaction { db in
      guard try await isFirst(context.id, at: context.now, in: db) else { return }
      try await add("counted", in: db)
    }
  }
}

/// What must not happen twice has a unique key: here the job's own.
func isFirst(_ id: JobID, at now: Instant, in db: TenantDatabase) async throws -> Bool {
  try await db.run(
    """
    insert into events (tenant_id, id, name, payload, occurred_at)
    values (\(db.tenant), \(id), 'kill.effect', '{}', \(now))
    on conflict (tenant_id, id) do nothing
    """) == 1
}

func add(_ counter: String, in db: TenantDatabase) async throws {
  try await db.run(
    """
    insert into counters (tenant_id, name, value) values (\(db.tenant), \(counter), 1)
    on conflict (tenant_id, name) do update set value = counters.value + excluded.value
    """)
}
