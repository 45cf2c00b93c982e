import Basics
import Jobs
import Testing

@Suite struct `Waiting between two runs` {
  let policy = RetryPolicy(attempts: 5, firstDelay: .seconds(10), longestDelay: .seconds(60))

  @Test(arguments: [(1, 10), (2, 20), (3, 40), (4, 60), (5, 60), (4000, 60)])
  func `doubles up to the limit`(attempt: Int, seconds: Int) {
    #expect(policy.delay(after: attempt, chance: 1) == .seconds(seconds))
    #expect(policy.delay(after: attempt, chance: 0) == .seconds(seconds) / 2)
  }

  @Test func `differs by chance`() {
    let delays = Set((0..<100).map { _ in policy.delay(after: 1).inMicroseconds })
    #expect(delays.count > 90)
    #expect(delays.allSatisfy { (5_000_000...10_000_000).contains($0) })
  }

  @Test func `spreads the usual ten runs over one to two hours`() {
    let waits = (1..<RetryPolicy.standard.attempts)
    let longest = waits.reduce(Duration.zero) { $0 + RetryPolicy.standard.delay(after: $1, chance: 1) }
    #expect(longest > .seconds(2400) && longest < .seconds(7200))
  }
}
