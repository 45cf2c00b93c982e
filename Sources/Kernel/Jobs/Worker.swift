import Basics
import Database
import Loop
import Synchronization

/// Takes due jobs of all tenants in turn and runs them, a few at a time, until it is told to stop.
///
/// One task on one loop decides: it sleeps until the bell rings (a notification, the end of a job, a timer), does what
/// is wanted, and claims for one tenant after the other. The jobs themselves are spread over the loops.
package final class Worker: Sendable {
  let runner: JobRunner
  let settings: WorkerSettings
  let report: @Sendable (WorkerReport) -> Void
  let state: Mutex<State>
  private let group: LoopGroup
  private let home: EventLoop
  private let bell = Bell()

  /// Runs by name and outcome since the process started.
  package let metrics = JobMetrics()

  var databases: Databases { runner.databases }
  var registry: JobRegistry { runner.registry }

  struct State {
    var agenda: Agenda
    var wanted: Wanted = [.scan, .schedule]
    /// Jobs begun, for spreading them over the loops.
    var turn = 0
    /// What runs here and has not been given back.
    var running: [JobID: HeldJob] = [:]
    var task: Task<Void, Never>?
    var stops = false
    var hasEnded = false
    /// Up to when the appointments of the schedule have been made, by their names.
    var marks: [String: Instant] = [:]
  }

  struct Wanted: OptionSet {
    let rawValue: Int
    static let scan = Wanted(rawValue: 1)
    static let extend = Wanted(rawValue: 2)
    static let schedule = Wanted(rawValue: 4)
  }

  package init(
    databases: Databases, on group: LoopGroup, registry: JobRegistry,
    settings: WorkerSettings = WorkerSettings(),
    report: @escaping @Sendable (WorkerReport) -> Void
  ) {
    runner = JobRunner(databases: databases, registry: registry, clock: settings.clock)
    self.settings = settings
    self.report = report
    self.group = group
    home = group.next()
    state = Mutex(State(agenda: Agenda(slots: settings.slots)))
  }

  /// Begins to work, on the loops of the group.
  package func start() {
    home.execute {
      let task = self.home.spawn { await self.work() }
      self.state.withLock { $0.task = task }
    }
  }

  /// Takes no more jobs, and waits for those that run. What has not ended by the deadline is cancelled and given back.
  /// - Returns: how many were given back.
  @discardableResult
  package func drain(deadline: Duration) async -> Int {
    state.withLock { $0.stops = true }
    bell.ring()
    if await ends(within: deadline) { return 0 }
    let left = state.withLock { state in
      defer { state.running = [:] }
      return Array(state.running.values)
    }
    await trying("give jobs back") { try await giveBack(left) }
    state.withLock { $0.task }?.cancel()
    // A job that does not heed its cancellation is not waited for: it has been given back.
    _ = await ends(within: .seconds(1))
    return left.count
  }

  private func ends(within span: Duration) async -> Bool {
    let deadline = ContinuousClock.now + span
    while !state.withLock({ $0.hasEnded }) {
      if ContinuousClock.now >= deadline { return false }
      try? await Task.sleep(for: .milliseconds(10))
    }
    return true
  }

  // MARK: - The task that decides

  private func work() async {
    let subscription = databases.listen(to: "jobs") { self.hear($0) }
    let timers = [
      home.every(settings.scanning) { self.want(.scan) },
      home.every(settings.lease / 3) { self.want(.extend) },
      home.every(.seconds(1)) { self.want(.schedule) },
    ]
    var alarm: LoopTimer?
    await withDiscardingTaskGroup { jobs in
      bell.ring()
      while await bell.next(), !state.withLock({ $0.stops }) {
        repeat { await attend() } while await claim(into: &jobs)
        alarm?.cancel()
        alarm = alarmForNext()
      }
      // What still runs keeps its lease to the end.
      while !state.withLock({ $0.running.isEmpty }), await bell.next() { await attend() }
    }
    alarm?.cancel()
    for timer in timers { timer.cancel() }
    subscription.cancel()
    state.withLock { $0.hasEnded = true }
  }

  private func want(_ wanted: Wanted) {
    _ = state.withLock { $0.wanted.insert(wanted) }
    bell.ring()
  }

  private func hear(_ event: ChannelEvent) {
    switch event {
    case .connected: want(.scan)
    case .notified(let payload):
      guard let call = WakeUp(payload: payload) else { return }
      state.withLock { $0.agenda.add(call.tenant, due: call.due, now: settings.clock()) }
      bell.ring()
    }
  }

  private func alarmForNext() -> LoopTimer? {
    guard let next = state.withLock({ $0.agenda.next }) else { return nil }
    return home.after(max(.milliseconds(1), next - settings.clock())) { self.bell.ring() }
  }

  /// What the timers want done between the claims.
  private func attend() async {
    let (wanted, stops) = state.withLock { state in
      defer { state.wanted = [] }
      return (state.wanted, state.stops)
    }
    if wanted.contains(.extend) { await trying("extend leases") { try await extendLeases() } }
    if wanted.contains(.schedule), settings.keepsSchedule, !stops {
      await trying("keep the schedule") { try await keepSchedule() }
    }
    if wanted.contains(.scan), !stops { await trying("look for due jobs") { try await scan() } }
  }

  func trying(_ what: StaticString, _ body: () async throws -> Void) async {
    do { try await body() } catch { report(.failed(to: what, "\(error)")) }
  }

  /// Claims for the tenant whose turn it is. False when there is none, or no slot for it.
  private func claim(into jobs: inout DiscardingTaskGroup) async -> Bool {
    let now = settings.clock()
    guard let (tenant, slots) = state.withLock({ $0.stops ? nil : $0.agenda.take(at: now) }) else {
      return false
    }
    var claimed: [ClaimedJob] = []
    await trying("claim jobs") {
      claimed = try await ClaimedJob.claim(
        slots, in: databases.tenant(tenant), at: now, until: now + settings.lease)
    }
    let held = claimed.map { HeldJob($0, of: tenant, until: now + patience(with: $0)) }
    let stops = state.withLock { state in
      state.agenda.claimed(claimed.count, of: slots, for: tenant, at: now)
      if !state.stops { for job in held { state.running[job.id] = job } }
      return state.stops
    }
    if stops {
      await trying("give jobs back") { try await giveBack(held) }
      return false
    }
    for job in claimed {
      jobs.addTask(executorPreference: nextLoop()) { await self.run(job, of: tenant) }
    }
    return true
  }

  private func nextLoop() -> EventLoop {
    let turn = state.withLock { state in
      state.turn += 1
      return state.turn
    }
    return group.loops[turn % group.loops.count]
  }

  private func run(_ job: ClaimedJob, of tenant: TenantID) async {
    let record = await runner.run(job, of: tenant) {
      self.state.withLock { $0.running[job.id]?.lease != job.lease }
    }
    let now = settings.clock()
    state.withLock { state in
      if state.running[job.id]?.lease == job.lease { state.running[job.id] = nil }
      state.agenda.ended(tenant)
      if case .retry(let due) = record.outcome, due < now + settings.scanning {
        state.agenda.add(tenant, due: due, now: now)
      }
    }
    bell.ring()
    metrics.count(record)
    report(.ran(record))
  }
}
