import Basics
import Synchronization

/// How often proofs have failed, so that the audit log tells it with one entry a minute and cannot be flooded.
///
/// A class, since it counts across requests; each process has its own. What fails behind an entry waits for the next one: a
/// failure after the minute, or the success that ends the guessing.
package final class FailedProofs: Sendable {
  private struct Count {
    var notedAt: Instant
    /// Those that no entry stands for yet.
    var waiting = 0
  }

  package static let every = Duration.seconds(60)
  private let most: Int
  private let counts = Mutex<[String: Count]>([:])

  package init(most: Int = 20_000) { self.most = most }

  /// Counts one more, and says for how many an entry of now stands; nil where there is to be none.
  package func count(_ key: String, at now: Instant) -> Int? {
    counts.withLock { counts in
      if counts.count >= most { forget(&counts, at: now) }
      guard var count = counts[key], now - count.notedAt < FailedProofs.every else {
        let waiting = counts[key]?.waiting ?? 0
        counts[key] = Count(notedAt: now)
        return waiting + 1
      }
      count.waiting += 1
      counts[key] = count
      return nil
    }
  }

  /// Ends the counting, and says how many no entry stands for.
  package func settle(_ key: String) -> Int {
    counts.withLock { $0.removeValue(forKey: key)?.waiting ?? 0 }
  }

  /// Those of whom nothing was heard for an hour; where that is not enough, the older half.
  private func forget(_ counts: inout [String: Count], at now: Instant) {
    counts = counts.filter { now - $0.value.notedAt < .seconds(3600) }
    guard counts.count >= most else { return }
    let keep = counts.sorted { $0.value.notedAt > $1.value.notedAt }.prefix(most / 2)
    counts = Dictionary(keep.map { ($0.key, $0.value) }) { first, _ in first }
  }
}
