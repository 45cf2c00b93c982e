import CLinux
import Glibc
import Synchronization

/// The loops of a process: by default one per core, each on a thread of its own.
package final class LoopGroup: Sendable {
  package let loops: [EventLoop]
  private let threads = Mutex<[JoinableThread]>([])
  private let turn = Atomic<Int>(0)

  package init(count: Int = LoopGroup.coreCount) {
    loops = (0..<max(1, count)).map { EventLoop(name: "loop-\($0)") }
  }

  /// The cores this process may run on.
  package static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Starts a thread per loop.
  package func start() {
    threads.withLock { threads in
      threads = loops.map { loop in JoinableThread(name: loop.name) { loop.run() } }
    }
  }

  /// The loops in turn, for work that does not come from one of them.
  package func next() -> EventLoop {
    EventLoop.current ?? loops[turn.add(1, ordering: .relaxed).newValue % loops.count]
  }

  /// Stops every loop and waits until their threads have ended. Not from a loop.
  package func shutdown() {
    for loop in loops { loop.stop() }
    let ended = threads.withLock { threads in
      let taken = threads
      threads = []
      return taken
    }
    for thread in ended { thread.join() }
  }
}

/// A POSIX thread that is waited for.
package struct JoinableThread: @unchecked Sendable {
  // Sendable: the handle is written once, before the value is shared.
  private let handle: pthread_t

  private final class Start {
    let name: String
    let body: () -> Void
    init(name: String, body: @escaping () -> Void) {
      self.name = name
      self.body = body
    }
  }

  package init(name: String, _ body: @escaping @Sendable () -> Void) {
    var handle = pthread_t()
    let start = Unmanaged.passRetained(Start(name: name, body: body)).toOpaque()
    let failed = pthread_create(
      &handle, nil,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        pthread_setname_np(pthread_self(), String(start.name.prefix(15)))
        start.body()
        return nil
      }, start)
    precondition(failed == 0, "no thread could be started")
    self.handle = handle
  }

  package func join() { pthread_join(handle, nil) }
}
