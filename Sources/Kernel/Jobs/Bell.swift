/// Wakes the one task that waits for it. Rung while nobody waits, it is heard once.
struct Bell: Sendable {
  private let rings: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() { (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  func ring() { continuation.yield() }

  /// False when the task has been cancelled.
  func next() async -> Bool {
    for await _ in rings { return true }
    return false
  }
}
