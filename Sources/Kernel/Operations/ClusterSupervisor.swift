import Basics
import CLinux
import Glibc
import Loop
import Synchronization

/// The thread that keeps a cluster's server running until it is told to stop.
final class ClusterSupervisor: Sendable {
  private let folder: ClusterFolder
  private let programs: PostgresPrograms
  private let log: Log?
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var lock: FileLock?
    var child: ChildProcess?
    var thread: JoinableThread?
    var stopping = false
    var hasBeenReady = false
    var failure: Trouble?
  }

  /// Starts the server and waits until it is ready.
  init(folder: ClusterFolder, programs: PostgresPrograms, lock: consuming FileLock, log: Log?) throws {
    self.folder = folder
    self.programs = programs
    self.log = log
    state = Mutex(State(lock: lock))
    let thread = JoinableThread(name: "postgres") { self.supervise() }
    state.withLock { $0.thread = thread }
    try waitUntilReady()
  }

  /// Asks the server for a fast shutdown, and waits for it; by force after 20 s.
  func stop() {
    state.withLock { $0.stopping = true }
    for (signal, patience) in [(SIGINT, 20), (SIGQUIT, 5), (SIGKILL, 5)] {
      state.withLock { $0.child?.signal(signal) }
      let limit = monotonicNanoseconds() + UInt64(patience) * 1_000_000_000
      while state.withLock({ $0.child != nil }), monotonicNanoseconds() < limit { usleep(5000) }
      if state.withLock({ $0.child == nil }) { break }
    }
    state.withLock { state in
      let thread = state.thread
      state.thread = nil
      return thread
    }?.join()
    state.withLock { $0.lock = nil }
  }

  private func waitUntilReady() throws {
    while !folder.isReady {
      if let failure = state.withLock({ $0.failure }) { throw failure }
      usleep(5000)
    }
    state.withLock { $0.hasBeenReady = true }
  }

  // MARK: - On its own thread

  private func supervise() {
    var pause: UInt32 = 0
    while !state.withLock({ $0.stopping }) {
      let began = monotonicNanoseconds()
      let ending = run()
      state.withLock { $0.child = nil }
      if state.withLock({ $0.stopping }) { return }
      guard state.withLock({ $0.hasBeenReady }) else {
        let failure = Trouble("PostgreSQL \(ending) while it started:\n\(folder.lastWords)")
        return state.withLock { $0.failure = failure }
      }
      log?.write(.error, "postgres ended") { $0.add("how", ending) }
      let lasted = Duration.nanoseconds(Int64(monotonicNanoseconds() - began))
      pause = lasted > .seconds(60) ? 0 : min(5_000_000, pause * 2 + 100_000)
      usleep(pause)
      clearLeftovers()
    }
  }

  private func clearLeftovers() {
    do {
      try folder.clearLeftovers()
    } catch {
      log?.write(.error, "postgres cannot be cleared away") { $0.add("error", "\(error)") }
    }
  }

  /// Starts the server and waits for its end, which is told in words.
  ///
  /// Should this process be killed, the kernel sends the server a SIGINT (`--pdeathsig`): it is tied to the life of
  /// this thread, which lives as long as the process.
  private func run() -> String {
    let output = open(folder.startLog, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { close(output) }
    let settings = "config_file=\(folder.settings)"
    let arguments = ["--pdeathsig", "INT", "--", programs.postgres, "-D", folder.data, "-c", settings]
    do {
      let child = try state.withLock { state in
        if state.stopping { return nil as ChildProcess? }
        let child = try ChildProcess("/usr/bin/setpriv", arguments, output: output)
        state.child = child
        return child
      }
      return child.map { "\($0.wait())" } ?? "was not wanted any more"
    } catch {
      return "could not be started (\(error))"
    }
  }
}
