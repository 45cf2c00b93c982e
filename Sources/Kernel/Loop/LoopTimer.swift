import Basics

/// Something to do later on a loop, unless it is cancelled first.
package final class LoopTimer {
  fileprivate(set) var deadline: UInt64
  fileprivate var isWaiting = false
  private var body: (() -> Void)?
  private let period: UInt64?
  private unowned let loop: EventLoop

  fileprivate init(loop: EventLoop, deadline: UInt64, period: UInt64?, body: @escaping () -> Void) {
    self.loop = loop
    self.deadline = deadline
    self.period = period
    self.body = body
  }

  /// On the loop only.
  package func cancel() {
    guard body != nil else { return }
    body = nil
    if isWaiting { loop.timers.cancelled() }
  }

  fileprivate var isCancelled: Bool { body == nil }

  /// The heap gives a cancelled timer back like any other; it then does nothing.
  func fire() {
    guard let body else { return }
    if let period {
      deadline = loop.now + period
      loop.timers.insert(self)
    } else {
      self.body = nil
    }
    body()
  }
}

extension EventLoop {
  /// Calls `body` once, `delay` from now, to the millisecond. On the loop only.
  @discardableResult
  package func after(_ delay: Duration, _ body: @escaping () -> Void) -> LoopTimer {
    schedule(delay, period: nil, body)
  }

  /// Calls `body` again and again, the first time after one `interval`. On the loop only.
  @discardableResult
  package func every(_ interval: Duration, _ body: @escaping () -> Void) -> LoopTimer {
    schedule(interval, period: UInt64(max(1, interval.inMicroseconds)) * 1000, body)
  }

  private func schedule(_ delay: Duration, period: UInt64?, _ body: @escaping () -> Void) -> LoopTimer {
    let deadline = monotonicNanoseconds() + UInt64(max(0, delay.inMicroseconds)) * 1000
    let timer = LoopTimer(loop: self, deadline: deadline, period: period, body: body)
    timers.insert(timer)
    return timer
  }
}

/// A binary heap of timers, the earliest first.
///
/// A cancelled timer stays where it is until it is due, or until there are more of them than of the others: a deadline
/// of half a minute for something that takes a millisecond would otherwise be held half a minute.
struct TimerHeap {
  private var heap: [LoopTimer] = []
  private var cancelledCount = 0

  var next: UInt64? { heap.first?.deadline }
  var count: Int { heap.count }

  mutating func cancelled() {
    cancelledCount += 1
    guard cancelledCount > 64, cancelledCount > heap.count / 2 else { return }
    let rest = heap.filter { !$0.isCancelled }
    heap.removeAll(keepingCapacity: true)
    cancelledCount = 0
    for timer in rest { insert(timer) }
  }

  mutating func insert(_ timer: LoopTimer) {
    timer.isWaiting = true
    heap.append(timer)
    var child = heap.count - 1
    while child > 0, heap[child].deadline < heap[(child - 1) / 2].deadline {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func due(at now: UInt64) -> [LoopTimer] {
    var due: [LoopTimer] = []
    while let first = heap.first, first.deadline <= now { due.append(removeFirst(first)) }
    return due
  }

  private mutating func removeFirst(_ first: LoopTimer) -> LoopTimer {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    first.isWaiting = false
    if first.isCancelled { cancelledCount -= 1 }
    var parent = 0
    while true {
      let left = parent * 2 + 1
      var least = parent
      if left < heap.count, heap[left].deadline < heap[least].deadline { least = left }
      if left + 1 < heap.count, heap[left + 1].deadline < heap[least].deadline { least = left + 1 }
      if least == parent { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
