import Basics
import Synchronization

/// Counts attempts by key in this process: so many at once, and one more for every `refill`.
///
/// A token bucket per key, forgotten when it is full again. Bounded: when it holds `capacity` keys that are not full,
/// the oldest half is forgotten, which favours the person over the count.
package final class RateLimiter: Sendable {
  private let burst: Int
  private let refill: Duration
  private let capacity: Int
  private let buckets = Mutex<[String: Bucket]>([:])

  private struct Bucket {
    /// When the bucket will be full again.
    var fullAt: Instant
  }

  package init(burst: Int, refill: Duration, capacity: Int = 100_000) {
    self.burst = burst
    self.refill = refill
    self.capacity = capacity
  }

  /// Takes one attempt, or says how long to wait for the next.
  package func take(_ key: String, at now: Instant = .now) -> Duration? {
    buckets.withLock { buckets in
      if buckets.count >= capacity { forget(&buckets, at: now) }
      let fullAt = max(buckets[key]?.fullAt ?? now, now) + refill
      let room = now + refill * burst
      if fullAt > room { return fullAt - room }
      buckets[key] = Bucket(fullAt: fullAt)
      return nil
    }
  }

  /// The keys that are held now.
  package var count: Int { buckets.withLock { $0.count } }

  /// After a success: what went before does not count.
  package func forget(_ key: String) { buckets.withLock { $0[key] = nil } }

  private func forget(_ buckets: inout [String: Bucket], at now: Instant) {
    buckets = buckets.filter { $0.value.fullAt > now }
    guard buckets.count >= capacity else { return }
    let keep = buckets.sorted { $0.value.fullAt > $1.value.fullAt }.prefix(capacity / 2)
    buckets = Dictionary(uniqueKeysWithValues: keep.map { ($0.key, $0.value) })
  }
}
