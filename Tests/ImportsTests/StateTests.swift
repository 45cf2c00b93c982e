import Testing

@testable import Imports

@Suite struct `States of an import` {
  @Test func `leads nowhere from what is being undone`() {
    for state in [ImportState.undoing, .undone] {
      #expect(!state.canBePaused && !state.canBeResumed && !state.canBeCancelled && !state.canBeUndone)
    }
  }

  @Test func `can be undone only while nobody is at work on it`() {
    for state in ImportState.allCases { #expect(!(state.canBeUndone && state.isAtWork)) }
  }
}
