import Basics

/// Whom a worker turns to next: the tenants with something due in a ring, each in its turn, and a limit to what one
/// may hold.
///
/// A tenant may take another slot only while it holds fewer than are free. So one with a hundred thousand jobs never
/// has more than half of a worker, two never more than three quarters: whoever comes next finds a slot.
struct Agenda {
  private var ring: [TenantID] = []
  private var isInRing: Set<TenantID> = []
  private var later: [TenantID: Instant] = [:]
  /// When the next tenant will have something due, as far as is known.
  private(set) var next: Instant?
  private var held: [TenantID: Int] = [:]
  private var free: Int

  init(slots: Int) {
    free = slots
  }

  /// A tenant has, or will have, something due.
  mutating func add(_ tenant: TenantID, due: Instant, now: Instant) {
    if due > now {
      later[tenant] = min(due, later[tenant] ?? due)
      next = min(due, next ?? due)
    } else if isInRing.insert(tenant).inserted {
      ring.append(tenant)
    }
  }

  /// The tenant whose turn it is, and how many of its jobs to claim: it holds them from now on.
  mutating func take(at now: Instant) -> (tenant: TenantID, slots: Int)? {
    if let next, next <= now { bringForward(now) }
    guard let place = ring.firstIndex(where: { share(of: $0) > 0 }) else { return nil }
    let tenant = ring.remove(at: place)
    isInRing.remove(tenant)
    let more = share(of: tenant)
    held[tenant, default: 0] += more
    free -= more
    return (tenant, more)
  }

  private mutating func bringForward(_ now: Instant) {
    for (tenant, due) in later where due <= now {
      later[tenant] = nil
      add(tenant, due: due, now: now)
    }
    next = later.values.min()
  }

  /// What was asked for by `take` has been claimed, all of it or less: then the tenant has no more that is due.
  mutating func claimed(_ count: Int, of asked: Int, for tenant: TenantID, at now: Instant) {
    for _ in count..<asked { ended(tenant) }
    if count == asked { add(tenant, due: now, now: now) }
  }

  /// A job of the tenant has ended.
  mutating func ended(_ tenant: TenantID) {
    let rest = (held[tenant] ?? 0) - 1
    held[tenant] = rest > 0 ? rest : nil
    free += 1
  }

  /// How many more the tenant may hold: up to as many as are then free.
  private func share(of tenant: TenantID) -> Int { max(0, (free - (held[tenant] ?? 0) + 1) / 2) }
}
