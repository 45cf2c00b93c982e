import Basics
import Testing

@testable import Jobs

@Suite struct `Whose turn it is` {
  let now = Instant(seconds: 1_000_000)
  let busy = TenantID(high: 1, low: 1)
  let other = TenantID(high: 2, low: 2)

  @Test func `a busy tenant alone holds half of the slots`() {
    var agenda = Agenda(slots: 16)
    #expect(fill(&agenda, busy) == 8)
  }

  @Test func `the next ones still find slots`() {
    var agenda = Agenda(slots: 16)
    let tenants = (1...5).map { TenantID(high: $0, low: 0) }
    #expect(tenants.map { fill(&agenda, $0) } == [8, 4, 2, 1, 1])
    #expect(fill(&agenda, TenantID(high: 6, low: 0)) == 0)
  }

  @Test func `one slot is used too`() {
    var agenda = Agenda(slots: 1)
    #expect(fill(&agenda, busy) == 1)
    agenda.ended(busy)
    #expect(agenda.take(at: now)?.tenant == busy)
  }

  /// A hundred thousand jobs of one tenant, then one job of another: how many of the first run before it.
  @Test func `the first job of another waits for no more than one turn`() {
    var agenda = Agenda(slots: 16)
    var left = 100_000
    var running: [TenantID] = []
    agenda.add(busy, due: now, now: now)
    for _ in 0..<50 { turn(&agenda, &left, &running) }
    agenda.add(other, due: now, now: now)
    let before = left
    while !running.contains(other) { turn(&agenda, &left, &running) }
    #expect(before - left <= 8)
  }

  @Test func `two with much to do get as much each`() {
    var agenda = Agenda(slots: 8)
    var done: [TenantID: Int] = [:]
    var running: [TenantID] = []
    agenda.add(busy, due: now, now: now)
    agenda.add(other, due: now, now: now)
    for _ in 0..<1000 {
      while let (tenant, slots) = agenda.take(at: now) {
        running += Array(repeating: tenant, count: slots)
        agenda.claimed(slots, of: slots, for: tenant, at: now)
      }
      let tenant = running.removeFirst()
      done[tenant, default: 0] += 1
      agenda.ended(tenant)
    }
    let (first, second) = (done[busy] ?? 0, done[other] ?? 0)
    #expect(abs(first - second) < 100, "\(first) and \(second)")
  }

  @Test func `what is due later comes at its time`() {
    var agenda = Agenda(slots: 4)
    agenda.add(busy, due: now + .seconds(3), now: now)
    #expect(agenda.take(at: now) == nil)
    #expect(agenda.next == now + .seconds(3))
    #expect(agenda.take(at: now + .seconds(3))?.tenant == busy)
    #expect(agenda.next == nil)
  }

  @Test func `who had less than was asked for is not asked again`() {
    var agenda = Agenda(slots: 4)
    agenda.add(busy, due: now, now: now)
    let slots = agenda.take(at: now)?.slots ?? 0
    agenda.claimed(slots - 1, of: slots, for: busy, at: now)
    #expect(agenda.take(at: now) == nil)
    agenda.ended(busy)
    #expect(agenda.take(at: now) == nil)
  }

  @Test func `a call during the claim is not lost`() {
    var agenda = Agenda(slots: 4)
    agenda.add(busy, due: now, now: now)
    let slots = agenda.take(at: now)?.slots ?? 0
    agenda.add(busy, due: now, now: now)
    agenda.claimed(0, of: slots, for: busy, at: now)
    #expect(agenda.take(at: now)?.tenant == busy)
  }

  private func fill(_ agenda: inout Agenda, _ tenant: TenantID) -> Int {
    agenda.add(tenant, due: now, now: now)
    var held = 0
    while let (taken, slots) = agenda.take(at: now) {
      guard taken == tenant else { continue }
      held += slots
      agenda.claimed(slots, of: slots, for: tenant, at: now)
    }
    return held
  }

  private func turn(_ agenda: inout Agenda, _ left: inout Int, _ running: inout [TenantID]) {
    while let (tenant, slots) = agenda.take(at: now) {
      let count = tenant == busy ? min(slots, left) : 1
      if tenant == busy { left -= count }
      running += Array(repeating: tenant, count: count)
      agenda.claimed(count, of: slots, for: tenant, at: now)
    }
    if !running.isEmpty, running.first == busy { agenda.ended(running.removeFirst()) }
  }
}
