import Basics
import Glibc
import Loop
import Synchronization
import Testing

@Suite struct `Running tasks on a loop` {
  let group = LoopGroup(count: 2)

  init() { group.start() }

  @Test func `start on the spot and come back after every suspension`() async throws {
    defer { group.shutdown() }
    let loop = group.loops[0]
    let order = Order()
    let ended = try await loop.submit {
      await withCheckedContinuation { done in
        loop.spawn {
          order.add(1)
          #expect(loop.isCurrent)
          await Task.yield()
          #expect(loop.isCurrent)
          try? await Task.sleep(for: .milliseconds(1))
          #expect(loop.isCurrent)
          async let child = loop.isCurrent
          #expect(await child)
          order.add(3)
          done.resume()
        }
        order.add(2)
      }
      return order.numbers
    }
    #expect(ended == [1, 2, 3])
  }

  @Test func `an actor runs on the loop of the task that calls it`() async throws {
    defer { group.shutdown() }
    actor Counter {
      var count = 0
      func add() -> EventLoop? {
        count += 1
        return EventLoop.current
      }
    }
    let loop = group.loops[1]
    let counter = Counter()
    let spawned = try await loop.submit {
      await withCheckedContinuation { done in loop.spawn { done.resume(returning: await counter.add()) } }
    }
    #expect(spawned === loop)
    let again = try await loop.submit {
      await Task.yield()
      return await counter.add()
    }
    #expect(again === loop)
  }

  @Test func `a task that yields for ever does not starve timers`() async throws {
    defer { group.shutdown() }
    let loop = group.loops[0]
    let count = try await loop.submit {
      let fired = Order()
      loop.after(.milliseconds(10)) { fired.add(1) }
      var turns = 0
      while fired.numbers.isEmpty {
        await Task.yield()
        turns += 1
      }
      return turns
    }
    #expect(count > 0)
  }

  @Test func `other threads hand over work, all of it and in order`() async throws {
    defer { group.shutdown() }
    let loop = group.loops[0]
    let order = Order()
    for number in 0..<1000 { loop.execute { order.add(number) } }
    try await loop.submit {}
    #expect(order.numbers == Array(0..<1000))
  }

  @Test func `what blocks is done elsewhere and comes back`() async throws {
    defer { group.shutdown() }
    let loop = group.loops[0]
    let ticks = Order()
    let wasElsewhere = try await loop.submit {
      let ticking = loop.every(.milliseconds(1)) { ticks.add(1) }
      defer { ticking.cancel() }
      let elsewhere = try await offload {
        usleep(30_000)
        return EventLoop.current == nil
      }
      #expect(loop.isCurrent)
      return elsewhere
    }
    #expect(wasElsewhere)
    #expect(ticks.numbers.count > 5)
  }

  @Test func `what fails elsewhere throws here`() async throws {
    defer { group.shutdown() }
    struct Broken: Error {}
    await #expect(throws: Broken.self) { try await offload { throw Broken() } }
  }

  @Test func `many off-loaded at once all come back`() async throws {
    defer { group.shutdown() }
    let sum = try await group.loops[0].submit {
      try await withThrowingTaskGroup(of: Int.self) { tasks in
        for number in 0..<200 { tasks.addTask { try await offload { number } } }
        return try await tasks.reduce(0, +)
      }
    }
    #expect(sum == 199 * 200 / 2)
  }

  @Test func `the work of a turn can be sent at its end`() async throws {
    defer { group.shutdown() }
    let loop = group.loops[0]
    let order = Order()
    try await loop.submit {
      loop.atEndOfTurn { order.add(order.numbers.count) }
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(!order.numbers.isEmpty)
  }

  @Test func `a group hands its loops out in turn, and a loop gets itself`() async throws {
    defer { group.shutdown() }
    #expect(Set([group.next().name, group.next().name]).count == 2)
    let group = group
    let own = try await group.loops[1].submit { group.next() === group.loops[1] }
    #expect(own)
  }

  @Test func `stopping ends every thread`() {
    let group = LoopGroup(count: 3)
    group.start()
    group.shutdown()
    #expect(group.loops.allSatisfy { !$0.isCurrent })
  }
}
