import Basics

/// How often a job is tried, and how long it waits in between: each wait is twice the one before, up to a limit, and
/// cut by chance to between half and all of itself, so that what failed together does not come back together.
package struct RetryPolicy: Sendable, Equatable {
  /// Runs in all, the first one included.
  package let attempts: Int
  package let firstDelay: Duration
  package let longestDelay: Duration

  package init(attempts: Int, firstDelay: Duration = .seconds(5), longestDelay: Duration = .seconds(3600)) {
    precondition(attempts >= 1 && firstDelay > .zero && longestDelay >= firstDelay)
    self.attempts = attempts
    self.firstDelay = firstDelay
    self.longestDelay = longestDelay
  }

  /// Ten runs within one to two hours.
  package static let standard = RetryPolicy(attempts: 10)
  /// One run, and no other.
  package static let never = RetryPolicy(attempts: 1)

  /// The wait behind a failed run.
  /// - Parameter chance: 0 for the shortest wait, 1 for the longest.
  package func delay(after attempt: Int, chance: Double = .random(in: 0...1)) -> Duration {
    let doublings = min(max(0, attempt - 1), 40)
    let whole = min(longestDelay, firstDelay * (1 << doublings))
    return whole * (0.5 + 0.5 * chance)
  }
}
