import Loop
import Synchronization

/// Lets few passwords be hashed at once, so that sign-ins take neither the memory nor the threads of
/// everything else, and lets those who ask take turns: a flood from one network waits for itself.
///
/// A class because all callers share one queue.
final class PasswordGate: Sendable {
  static let shared = PasswordGate(atOnce: 2, waiting: 200)

  fileprivate struct Waiting {
    let id: Int
    let continuation: CheckedContinuation<Void, any Error>
  }

  fileprivate struct State {
    var running = 0
    /// First come, first served among those of one asker.
    var queues: [String: [Waiting]] = [:]
    /// Whose turn is next; each asker that waits stands here once.
    var turns: [String] = []
    var count = 0
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
  var queued: Int { state.withLock { $0.count } }

  /// - Parameter asker: On whose behalf: a network, or a browser that is known.
  func run<Result: Sendable>(for asker: String = "", _ body: @escaping @Sendable () throws -> Result)
    async throws
    -> Result
  {
    try await enter(asker)
    defer { leave() }
    return try await offload(body)
  }

  private func enter(_ asker: String) async throws {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { join(Waiting(id: id, continuation: $0), asker) }
    } onCancel: {
      let left = state.withLock { $0.remove(id, of: asker) }
      left?.continuation.resume(throwing: CancellationError())
    }
  }

  private func join(_ newcomer: Waiting, _ asker: String) {
    enum Answer { case go, wait, left, refuse(Waiting) }
    let answer: Answer = state.withLock { state in
      if Task.isCancelled { return .left }
      if state.running < atOnce {
        state.running += 1
        return .go
      }
      guard state.count >= waiting else {
        state.add(newcomer, of: asker)
        return .wait
      }
      guard let refused = state.makeRoom(for: asker) else { return .refuse(newcomer) }
      state.add(newcomer, of: asker)
      return .refuse(refused)
    }
    switch answer {
    case .go: newcomer.continuation.resume()
    case .wait: break
    case .left: newcomer.continuation.resume(throwing: CancellationError())
    case .refuse(let one): one.continuation.resume(throwing: PasswordError.busy)
    }
  }

  /// Hands the place on.
  private func leave() {
    let next = state.withLock { state in
      let next = state.takeNext()
      if next == nil { state.running -= 1 }
      return next
    }
    next?.continuation.resume()
  }
}

extension PasswordGate.State {
  fileprivate mutating func add(_ one: PasswordGate.Waiting, of asker: String) {
    if queues[asker] == nil { turns.append(asker) }
    queues[asker, default: []].append(one)
    count += 1
  }

  /// The first of whoever's turn it is, who then stands behind all others.
  fileprivate mutating func takeNext() -> PasswordGate.Waiting? {
    guard let asker = turns.first, let one = queues[asker]?.first else { return nil }
    turns.removeFirst()
    turns.append(asker)
    return remove(one.id, of: asker)
  }

  fileprivate mutating func remove(_ id: Int, of asker: String) -> PasswordGate.Waiting? {
    guard let index = queues[asker]?.firstIndex(where: { $0.id == id }) else { return nil }
    count -= 1
    let one = queues[asker]?.remove(at: index)
    if queues[asker]?.isEmpty ?? true {
      queues[asker] = nil
      turns.removeAll { $0 == asker }
    }
    return one
  }

  /// Takes the place of the last of those who have the most, unless it would only go round in a circle.
  fileprivate mutating func makeRoom(for asker: String) -> PasswordGate.Waiting? {
    let own = queues[asker]?.count ?? 0
    guard let (most, queue) = queues.max(by: { $0.value.count < $1.value.count }), queue.count > own + 1,
      let last = queue.last
    else { return nil }
    return remove(last.id, of: most)
  }
}
