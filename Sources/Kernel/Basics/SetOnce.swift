import Synchronization

/// A value of the process that may be chosen at start and stands once it has been read.
package final class SetOnce<Value: Sendable>: Sendable {
  private let state: Mutex<(value: Value, taken: Bool)>

  /// Starts with what holds when nobody chooses.
  package init(_ initial: Value) { state = Mutex((initial, false)) }

  /// - Returns: false when it has been read already, and stays what it was.
  @discardableResult
  package func set(_ value: Value) -> Bool {
    state.withLock { state in
      if !state.taken { state.value = value }
      return !state.taken
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
