import Basics
import Glibc
import Loop
import Synchronization
import Testing

@Suite struct Timers {
  let group = LoopGroup(count: 1)

  init() { group.start() }

  @Test func `fire in the order of their deadlines`() async throws {
    defer { group.shutdown() }
    let fired = try await group.loops[0].submit {
      let order = Order()
      let loop = try #require(EventLoop.current)
      for delay in [30, 10, 20, 0] { loop.after(.milliseconds(delay)) { order.add(delay) } }
      try await Task.sleep(for: .milliseconds(60))
      return order.numbers
    }
    #expect(fired == [0, 10, 20, 30])
  }

  @Test func `do not fire once they are cancelled`() async throws {
    defer { group.shutdown() }
    let fired = try await group.loops[0].submit {
      let order = Order()
      let loop = try #require(EventLoop.current)
      loop.after(.milliseconds(5)) { order.add(1) }.cancel()
      let second = loop.after(.milliseconds(15)) { order.add(2) }
      loop.after(.milliseconds(10)) { second.cancel() }
      try await Task.sleep(for: .milliseconds(40))
      return order.numbers
    }
    #expect(fired.isEmpty)
  }

  @Test func `come again until they are cancelled, by themselves too`() async throws {
    defer { group.shutdown() }
    let fired = try await group.loops[0].submit {
      let order = Order()
      let loop = try #require(EventLoop.current)
      let timer = Box<LoopTimer?>(nil)
      timer.value = loop.every(.milliseconds(2)) {
        order.add(1)
        if order.numbers.count == 3 { timer.value?.cancel() }
      }
      try await Task.sleep(for: .milliseconds(50))
      return order.numbers
    }
    #expect(fired.count == 3)
  }

  @Test func `give their memory back when most of them are cancelled`() async throws {
    defer { group.shutdown() }
    try await group.loops[0].submit {
      let loop = try #require(EventLoop.current)
      let released = Order()
      for number in 0..<1000 {
        let witness = Witness { released.add(number) }
        loop.after(.seconds(60)) { withExtendedLifetime(witness) {} }.cancel()
      }
      #expect(released.numbers.count == 1000)
    }
  }
}

/// Says when it is gone.
final class Witness: Sendable {
  private let gone: @Sendable () -> Void

  init(_ gone: @escaping @Sendable () -> Void) { self.gone = gone }

  deinit { gone() }
}

/// Numbers in the order they came.
final class Order: Sendable {
  private let list = Mutex<[Int]>([])

  func add(_ number: Int) { list.withLock { $0.append(number) } }

  var numbers: [Int] { list.withLock { $0 } }
}

final class Box<Value> {
  var value: Value

  init(_ value: Value) { self.value = value }
}
