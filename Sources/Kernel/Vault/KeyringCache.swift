import Basics

/// Unwrapped keys of the tenants that were asked for last, each for some minutes: so that a deleted key stops working even
/// where the word of it did not arrive.
struct KeyringCache: Sendable {
  private struct Entry {
    let keyring: Keyring
    let loaded: UInt64
    var used: UInt64
  }

  private let limit: Int
  /// Nanoseconds.
  private let lifetime: UInt64
  private var entries: [TenantID: Entry] = [:]
  /// Counts what was forgotten: what was read before may be what was forgotten.
  private(set) var generation = 0

  init(limit: Int, lifetime: Duration) {
    self.limit = limit
    self.lifetime = UInt64(max(0, lifetime.components.seconds)) * 1_000_000_000
  }

  var count: Int { entries.count }

  mutating func keyring(of tenant: TenantID, now: UInt64) -> Keyring? {
    guard let entry = entries[tenant] else { return nil }
    guard now < entry.loaded + lifetime else {
      entries[tenant] = nil
      return nil
    }
    entries[tenant]?.used = now
    return entry.keyring
  }

  mutating func keep(_ keyring: Keyring, of tenant: TenantID, readIn generation: Int, now: UInt64) {
    guard generation == self.generation else { return }
    if entries.count >= limit, entries[tenant] == nil { makeRoom() }
    entries[tenant] = Entry(keyring: keyring, loaded: now, used: now)
  }

  mutating func forget(_ tenant: TenantID?) {
    generation += 1
    if let tenant { entries[tenant] = nil } else { entries = [:] }
  }

  /// A quarter at a time, so that a full cache is sorted once for a quarter of its newcomers.
  private mutating func makeRoom() {
    let oldest = entries.sorted { $0.value.used < $1.value.used }.prefix(max(1, limit / 4))
    for (tenant, _) in oldest { entries[tenant] = nil }
  }
}
