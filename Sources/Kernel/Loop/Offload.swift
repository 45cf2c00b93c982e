import Glibc
import Synchronization

/// Runs what blocks or burns on a small pool of threads, so that no loop waits for it. Comes back to the caller.
///
/// The work is not cancelled with the task: what was begun is ended.
package func offload<Result: Sendable>(
  _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    OffloadPool.shared.add { continuation.resume(with: Swift.Result { try body() }) }
  }
}

/// Two threads more than cores, started when they are first needed, and a queue before them: two passwords at a time
/// are hashed here for as long as people sign in, and a name to resolve or a statement to cancel must not wait for them.
///
/// Sendable: the queue is behind the lock.
private final class OffloadPool: @unchecked Sendable {
  static let shared = OffloadPool()

  private var lock = pthread_mutex_t()
  private var filled = pthread_cond_t()
  private var queue: [@Sendable () -> Void] = []
  private var next = 0
  private var idle = 0
  private var threads = 0

  private init() {
    pthread_mutex_init(&lock, nil)
    pthread_cond_init(&filled, nil)
  }

  func add(_ work: @escaping @Sendable () -> Void) {
    pthread_mutex_lock(&lock)
    queue.append(work)
    let grow = idle == 0 && threads < LoopGroup.coreCount + 2
    if grow { threads += 1 }
    pthread_cond_signal(&filled)
    pthread_mutex_unlock(&lock)
    if grow { _ = JoinableThread(name: "offload") { self.work() } }
  }

  private func work() {
    while true { take()() }
  }

  private func take() -> @Sendable () -> Void {
    pthread_mutex_lock(&lock)
    defer { pthread_mutex_unlock(&lock) }
    idle += 1
    while next == queue.count { pthread_cond_wait(&filled, &lock) }
    idle -= 1
    let work = queue[next]
    next += 1
    if next == queue.count {
      queue.removeAll(keepingCapacity: true)
      next = 0
    }
    return work
  }
}
