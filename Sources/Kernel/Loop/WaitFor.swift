import Glibc
import Synchronization

/// Runs asynchronous work and blocks the calling thread until it is done: for `main` and for commands, never on a loop.
package func waitFor<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) -> Result {
  precondition(EventLoop.current == nil, "a loop must not wait for itself")
  let box = WaitBox<Result>()
  Task { box.fill(await body()) }
  return box.wait()
}

/// The same for work that may throw.
package func waitFor<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) throws -> Result
{
  try waitFor { () async -> Swift.Result<Result, any Error> in
    do { return .success(try await body()) } catch { return .failure(error) }
  }.get()
}

/// One value on its way from a task to a thread. Sendable: the value is under the lock.
private final class WaitBox<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let filled = Semaphore()

  func fill(_ new: Value) {
    value.withLock { $0 = new }
    filled.signal()
  }

  func wait() -> Value {
    while true {
      filled.wait()
      if let value = value.withLock({ $0 }) { return value }
    }
  }
}

/// A POSIX semaphore, on the heap for good: its address must not change.
private final class Semaphore: @unchecked Sendable {
  // Sendable: sem_t is made to be used from any thread.
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func signal() { sem_post(semaphore) }
  func wait() { while sem_wait(semaphore) != 0 {} }
}
