import Glibc
import Loop
import Synchronization
import Testing

@testable import Crypto

@Suite struct `A password` {
  @Test func `is known by its hash and nothing else is`() async throws {
    let hash = try await Password.hash("শাড়ি-১২৩", cost: .least)
    #expect(hash.hasPrefix("$argon2id$v=19$m=8,t=1,p=1$"))
    #expect(try await Password.verify("শাড়ি-১২৩", against: hash))
    #expect(try await !Password.verify("শাড়ি-১২৪", against: hash))
    #expect(try await !Password.verify("", against: hash))
    #expect(try await !Password.verify("শাড়ি-১২৩", against: "no hash"))
  }

  @Test func `has a salt of its own each time`() async throws {
    #expect(try await Password.hash("same", cost: .least) != Password.hash("same", cost: .least))
  }

  @Test func `is one however the keyboard composes it`() async throws {
    let hash = try await Password.hash("\u{9DC}", cost: .least)
    #expect(try await Password.verify("\u{9A1}\u{9BC}", against: hash))
  }

  /// Made by the reference implementation: argon2 -id -t 2 -m 16 -p 1.
  @Test func `is known by another implementation's hash`() async throws {
    let hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
    #expect(try await Password.verify("password", against: hash))
  }

  @Test func `is hashed again when it has become too cheap`() async throws {
    let hash = try await Password.hash("word", cost: .least)
    #expect(!Password.needsRehash(hash, cost: .least))
    #expect(Password.needsRehash(hash, cost: PasswordCost(memory: 16384, operations: 1)))
    #expect(Password.needsRehash("no hash", cost: .least))
  }

  @Test func `of nobody costs about the same`() async throws {
    let cost = PasswordCost(memory: 16 << 20, operations: 2)
    let hash = try await Password.hash("word", cost: cost)
    let clock = ContinuousClock()
    let (some, none) = (
      try await best { _ = try await Password.verify("x", against: hash) },
      try await best {
        try await Password.verifyNothing("x", cost: cost)
      }
    )
    // Far apart enough for a busy machine; work that is left out would show as a factor of a thousand.
    #expect(none > some / 10 && none < some * 10, "\(some) \(none)")

    func best(_ body: () async throws -> Void) async throws -> Duration {
      var best = Duration.seconds(100)
      for _ in 0..<5 { best = min(best, try await clock.measure(body)) }
      return best
    }
  }
}

@Suite struct `The gate before the passwords` {
  @Test func `lets only so many through at once`() async throws {
    let gate = PasswordGate(atOnce: 2, waiting: 100)
    let counts = Counts()
    try await withThrowingTaskGroup { group in
      for _ in 0..<20 {
        group.addTask {
          try await gate.run {
            counts.enter()
            defer { counts.leave() }
            var sum = 0
            for number in 0..<20_000 { sum &+= number }
            return sum
          }
        }
      }
      for try await _ in group {}
    }
    #expect(counts.most <= 2 && counts.now == 0)
  }

  @Test func `turns away when too many wait, and lets go who leaves`() async throws {
    let gate = PasswordGate(atOnce: 1, waiting: 1)
    let release = Latch()
    async let first: Void = gate.run { release.wait() }
    try await soon { gate.running == 1 }
    let second = Task { try await gate.run {} }
    try await soon { gate.queued == 1 }
    await #expect(throws: PasswordError.busy) { try await gate.run {} }
    second.cancel()
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(gate.queued == 0)
    release.open()
    try await first
    try await gate.run {}
    #expect(gate.running == 0)
  }

  @Test func `lets a newcomer of another network go before the rest of a flood`() async throws {
    let gate = PasswordGate(atOnce: 1, waiting: 100)
    let release = Latch()
    let order = Order()
    async let first: Void = gate.run { release.wait() }
    try await soon { gate.running == 1 }
    try await withThrowingTaskGroup { group in
      for asker in Array(repeating: "flood", count: 50) + ["owner", "neighbour"] {
        let queued = gate.queued
        group.addTask { try await gate.run(for: asker) { order.add(asker) } }
        try await soon { gate.queued == queued + 1 }
      }
      release.open()
      for try await _ in group {}
    }
    try await first
    #expect(Array(order.all.prefix(3)) == ["flood", "owner", "neighbour"])
    #expect(order.all.count == 52)
    #expect(gate.running == 0 && gate.queued == 0)
  }

  @Test func `has room for a newcomer when a flood has filled it`() async throws {
    let gate = PasswordGate(atOnce: 1, waiting: 10)
    let release = Latch()
    async let first: Void = gate.run { release.wait() }
    try await soon { gate.running == 1 }
    let flood = (0..<10).map { _ in Task { try await gate.run(for: "flood") {} } }
    try await soon { gate.queued == 10 }
    await #expect(throws: PasswordError.busy) { try await gate.run(for: "flood") {} }
    let owner = Task { try await gate.run(for: "owner") {} }
    // The flood's last one has made room.
    var refused = 0
    for (number, task) in flood.enumerated() where number == 9 {
      await #expect(throws: PasswordError.busy) { try await task.value }
      refused += 1
    }
    #expect(refused == 1 && gate.queued == 10)
    release.open()
    try await owner.value
    for task in flood.dropLast() { try await task.value }
    try await first
    #expect(gate.running == 0 && gate.queued == 0)
  }

  /// Waits until something holds, five seconds at most.
  private func soon(_ holds: () -> Bool) async throws {
    for _ in 0..<5000 where !holds() { try await Task.sleep(for: .milliseconds(1)) }
    try #require(holds())
  }

  @Test func `leaves threads for everything else that blocks`() async throws {
    let gate = PasswordGate(atOnce: 2, waiting: 0)
    let release = Latch()
    let counts = Counts()
    let busy = (0..<2).map { _ in
      Task {
        try await gate.run {
          counts.enter()
          release.wait()
        }
      }
    }
    while counts.now < 2 { await Task.yield() }
    let other = Task { try await offload { true } }
    let limit = Task {
      try? await Task.sleep(for: .seconds(5))
      release.open()
    }
    let began = ContinuousClock.now
    #expect(try await other.value)
    #expect(ContinuousClock.now - began < .seconds(4))
    limit.cancel()
    release.open()
    for task in busy { try await task.value }
  }

  private final class Counts: Sendable {
    private let state = Mutex((now: 0, most: 0))
    var now: Int { state.withLock { $0.now } }
    var most: Int { state.withLock { $0.most } }
    func enter() { state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
    func leave() { state.withLock { $0.now -= 1 } }
  }

  private final class Order: Sendable {
    private let names = Mutex<[String]>([])
    var all: [String] { names.withLock { $0 } }
    func add(_ name: String) { names.withLock { $0.append(name) } }
  }

  private final class Latch: Sendable {
    private let isOpen = Mutex(false)
    func open() { isOpen.withLock { $0 = true } }
    func wait() { for _ in 0..<10_000 where !isOpen.withLock({ $0 }) { usleep(1000) } }
  }
}
