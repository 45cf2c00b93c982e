import Synchronization

/// A value of the process that may be chosen at start and stands once it has been read.
package final class SetOnce<Value: Sendable>: Sendable {
  private let state: Mutex<(value: Value, taken: Bool)>

  /// Starts with what holds when nobody chooses.
  package init(_ initial: Value) { state = Mutex((initial, false)) }

  /// - Precondition: it has not been read.
  package func set(_ value: Value) {
    state.withLock { state in
      precondition(!state.taken, "set after it was read")
      state.value = value
    }
  }

  /// Reads it for good.
  package func take() -> Value {
    state.withLock { state in
      state.taken = true
      return state.value
    }
  }
}
