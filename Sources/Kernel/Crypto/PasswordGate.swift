import Loop
import Synchronization

/// Lets few passwords be hashed at once, so that sign-ins take neither the memory nor the threads of
/// everything else.
///
/// A class because all callers share one queue.
final class PasswordGate: Sendable {
  static let shared = PasswordGate(atOnce: 2, waiting: 200)

  private struct State {
    var running = 0
    var queue: [(id: Int, CheckedContinuation<Void, any Error>)] = []
    var nextID = 0
  }

  private let atOnce: Int
  private let waiting: Int
  private let state = Mutex(State())

  init(atOnce: Int, waiting: Int) {
    self.atOnce = atOnce
    self.waiting = waiting
  }

  var running: Int { state.withLock { $0.running } }
  var queued: Int { state.withLock { $0.queue.count } }

  func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await enter()
    defer { leave() }
    return try await offload(body)
  }

  private func enter() async throws {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { join($0, id) }
    } onCancel: {
      let index = state.withLock { state in
        state.queue.firstIndex { $0.id == id }.map { state.queue.remove(at: $0).1 }
      }
      index?.resume(throwing: CancellationError())
    }
  }

  private func join(_ continuation: CheckedContinuation<Void, any Error>, _ id: Int) {
    let answer: Swift.Result<Void, any Error>? = state.withLock { state in
      if Task.isCancelled { return .failure(CancellationError()) }
      if state.running < atOnce {
        state.running += 1
        return .success(())
      }
      guard state.queue.count < waiting else { return .failure(PasswordError.busy) }
      state.queue.append((id, continuation))
      return nil
    }
    if let answer { continuation.resume(with: answer) }
  }

  /// Hands the place to whoever waits longest.
  private func leave() {
    let next = state.withLock { state in
      if state.queue.isEmpty {
        state.running -= 1
        return nil as CheckedContinuation<Void, any Error>?
      }
      return state.queue.removeFirst().1
    }
    next?.resume()
  }
}
