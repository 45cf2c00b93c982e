import Basics
import CLinux
import Glibc
import Synchronization

/// One thread, one epoll, one executor. Everything that lives on it runs on its thread and needs no lock.
///
/// A task started with `spawn` runs on the spot until it first suspends, and comes back to this loop after every
/// suspension. `async let`, actors and `Task.sleep` come back too; an unstructured `Task {}` does not.
///
/// `@unchecked Sendable` holds because every property that changes is used on the loop's own thread alone, but for
/// `remote`, which is behind its lock.
package final class EventLoop: TaskExecutor, SerialExecutor, @unchecked Sendable {
  package let name: String
  let epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
  private let wakeup = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
  private var local: [UnownedJob] = []
  private var running: [UnownedJob] = []
  private let remote = Mutex<Remote>(Remote())
  private var turnEnds: [() -> Void] = []
  private var finished: [Watch] = []
  private var stopped = false
  var timers = TimerHeap()

  /// What this loop has done since it started; read it on the loop.
  package private(set) var metrics = LoopMetrics()

  /// The metrics, and the longest turn in nanoseconds since this was last called; from any thread.
  package func takeMetrics() async -> (name: String, metrics: LoopMetrics, longest: UInt64) {
    await withCheckedContinuation { continuation in
      execute {
        let longest = self.metrics.takeLongest()
        continuation.resume(returning: (self.name, self.metrics, longest))
      }
    }
  }

  /// Monotonic nanoseconds at the start of this turn: cheap, and exact enough for deadlines.
  package private(set) var now: UInt64 = monotonicNanoseconds()

  private struct Remote {
    var jobs: [UnownedJob] = []
    var calls: [@Sendable () -> Void] = []
    var isEmpty: Bool { jobs.isEmpty && calls.isEmpty }
  }

  package init(name: String) {
    self.name = name
    precondition(epoll >= 0 && wakeup >= 0, "no descriptors left for an event loop")
  }

  deinit {
    close(epoll)
    close(wakeup)
  }

  // MARK: - The loop's own thread

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// The loop whose thread this is, or nil on any other thread.
  package static var current: EventLoop? {
    pthread_getspecific(key).map { Unmanaged<EventLoop>.fromOpaque($0).takeUnretainedValue() }
  }

  package var isCurrent: Bool {
    pthread_getspecific(EventLoop.key) == Unmanaged.passUnretained(self).toOpaque()
  }

  /// Runs on the calling thread until `stop`.
  package func run() {
    pthread_setspecific(EventLoop.key, Unmanaged.passUnretained(self).toOpaque())
    let waker = watch(wakeup, for: .read, Waker(loop: self, descriptor: wakeup))
    var events = [epoll_event](repeating: epoll_event(), count: 256)
    while !stopped { turn(&events) }
    unwatch(waker)
    release()
    pthread_setspecific(EventLoop.key, nil)
  }

  /// Makes `run` return at the end of its turn. May be called on any thread.
  package func stop() { execute { self.stopped = true } }

  private func turn(_ events: inout [epoll_event]) {
    let count = epoll_wait(epoll, &events, Int32(events.count), timeout())
    now = monotonicNanoseconds()
    for index in 0..<max(0, Int(count)) { deliver(events[index]) }
    for timer in timers.due(at: now) { timer.fire() }
    runJobs()
    for body in turnEnds { body() }
    release()
    metrics.turn(from: now, to: monotonicNanoseconds())
  }

  private func deliver(_ event: epoll_event) {
    var event = event
    guard let source = haat_epoll_source(&event) else { return }
    let watch = Unmanaged<Watch>.fromOpaque(source).takeUnretainedValue()
    watch.handler?.ready(EventMask(rawValue: haat_epoll_events(&event)))
  }

  /// One pass over what is queued now: a task that yields for ever must not starve input and output.
  private func runJobs() {
    swap(&local, &running)
    for job in running { job.runSynchronously(on: asUnownedTaskExecutor()) }
    running.removeAll(keepingCapacity: true)
  }

  /// In milliseconds, for epoll: none while jobs wait, else up to the next timer.
  private func timeout() -> Int32 {
    if !local.isEmpty { return 0 }
    guard let next = timers.next else { return -1 }
    let time = monotonicNanoseconds()
    if next <= time { return 0 }
    return Int32(min(UInt64(Int32.max), (next - time + 999_999) / 1_000_000))
  }

  private func release() {
    for watch in finished { Unmanaged.passUnretained(watch).release() }
    finished.removeAll(keepingCapacity: true)
  }

  // MARK: - Work

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent { local.append(job) } else { hand { $0.jobs.append(job) } }
  }

  package func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(ordinary: self) }
  package func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
  package func checkIsolated() { precondition(isCurrent, "not on the loop \(name)") }

  /// Starts a task that runs at once, on this stack, until it first suspends. On the loop only.
  @discardableResult
  package func spawn(_ body: sending @escaping () async -> Void) -> Task<Void, Never> {
    Task.immediate(executorPreference: self, operation: body)
  }

  /// Runs a closure on the loop soon, from any thread; on the loop itself at once.
  package func execute(_ body: @escaping @Sendable () -> Void) {
    if isCurrent { body() } else { hand { $0.calls.append(body) } }
  }

  /// Calls a closure in the next turn, after what is ready by then. On the loop only.
  package func soon(_ body: @escaping () -> Void) { after(.zero, body) }

  /// Runs an asynchronous closure on this loop, and comes back with what it returns.
  package func submit<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await withTaskExecutorPreference(self) { try await body() }
  }

  /// Calls a closure at the end of every turn, for good: where what was asked during the turn is sent together.
  package func atEndOfTurn(_ body: @escaping () -> Void) { turnEnds.append(body) }

  private func hand(_ add: (inout Remote) -> Void) {
    let first = remote.withLock { waiting in
      let first = waiting.isEmpty
      add(&waiting)
      return first
    }
    guard first else { return }
    var one: UInt64 = 1
    _ = write(wakeup, &one, 8)
  }

  fileprivate func takeOver() {
    let waiting = remote.withLock { waiting in
      let taken = waiting
      waiting = Remote()
      return taken
    }
    local.append(contentsOf: waiting.jobs)
    for call in waiting.calls { call() }
  }

  // MARK: - Descriptors

  /// Tells `handler` when the descriptor is ready, until `unwatch`. On the loop only.
  ///
  /// The watch does not own the descriptor: unwatch it, then close it.
  @discardableResult
  package func watch(_ descriptor: Int32, for events: EventMask, _ handler: any EventHandler) -> Watch {
    let watch = Watch(descriptor: descriptor, handler: handler)
    let added = haat_epoll_add(epoll, descriptor, events.rawValue, Unmanaged.passRetained(watch).toOpaque())
    precondition(added == 0, "epoll refused descriptor \(descriptor): \(haat_errno())")
    return watch
  }

  /// Watches for other events from now on.
  package func change(_ watch: Watch, to events: EventMask) {
    let source = Unmanaged.passUnretained(watch).toOpaque()
    _ = haat_epoll_modify(epoll, watch.descriptor, events.rawValue, source)
  }

  /// No call of the handler after this, not even for what this turn has already seen.
  package func unwatch(_ watch: Watch) {
    guard watch.handler != nil else { return }
    watch.handler = nil
    _ = haat_epoll_remove(epoll, watch.descriptor)
    finished.append(watch)
  }
}

/// What the loop tells of a descriptor.
package protocol EventHandler: AnyObject {
  func ready(_ events: EventMask)
}

/// A descriptor under watch, from `watch` to `unwatch`.
package final class Watch {
  package let descriptor: Int32
  fileprivate(set) var handler: (any EventHandler)?

  init(descriptor: Int32, handler: any EventHandler) {
    self.descriptor = descriptor
    self.handler = handler
  }
}

/// The events of epoll.
package struct EventMask: OptionSet, Sendable {
  package let rawValue: UInt32

  @inlinable package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let read = EventMask(rawValue: 0x001)
  package static let write = EventMask(rawValue: 0x004)
  package static let error = EventMask(rawValue: 0x008)
  package static let hangUp = EventMask(rawValue: 0x010)
  /// The other side has closed its half.
  package static let peerClosed = EventMask(rawValue: 0x2000)
  /// Of several loops that watch the same descriptor, wake one. Such a watch cannot be changed.
  package static let exclusive = EventMask(rawValue: 1 << 28)
  package static let edgeTriggered = EventMask(rawValue: 1 << 31)
}

/// Empties the eventfd that another thread has written to, and takes over what it left.
private final class Waker: EventHandler {
  unowned let loop: EventLoop
  let descriptor: Int32

  init(loop: EventLoop, descriptor: Int32) {
    self.loop = loop
    self.descriptor = descriptor
  }

  func ready(_ events: EventMask) {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
    loop.takeOver()
  }
}
