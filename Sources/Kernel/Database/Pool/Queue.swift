/// First in, first out, in a ring that grows and is never shrunk.
struct Queue<Element> {
  private var ring: [Element?] = Array(repeating: nil, count: 16)
  private var head = 0
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }
  var first: Element? { count == 0 ? nil : ring[head] }

  mutating func append(_ element: Element) {
    if count == ring.count { grow() }
    ring[(head &+ count) & (ring.count &- 1)] = element
    count &+= 1
  }

  mutating func prepend(_ element: Element) {
    if count == ring.count { grow() }
    head = (head &+ ring.count &- 1) & (ring.count &- 1)
    ring[head] = element
    count &+= 1
  }

  mutating func popFirst() -> Element? {
    if count == 0 { return nil }
    let element = ring[head].take()
    head = (head &+ 1) & (ring.count &- 1)
    count &-= 1
    return element
  }

  mutating func updateLast(_ change: (inout Element) -> Void) {
    guard count > 0, var last = ring[(head + count - 1) & (ring.count - 1)] else { return }
    change(&last)
    ring[(head + count - 1) & (ring.count - 1)] = last
  }

  mutating func removeAll(where isGone: (Element) -> Bool) {
    for _ in 0..<count {
      guard let element = popFirst() else { return }
      if !isGone(element) { append(element) }
    }
  }

  func forEach(_ body: (Element) -> Void) {
    for offset in 0..<count { if let element = ring[(head + offset) & (ring.count - 1)] { body(element) } }
  }

  private mutating func grow() {
    var larger = [Element?](repeating: nil, count: ring.count * 2)
    for offset in 0..<count { larger[offset] = ring[(head + offset) & (ring.count - 1)] }
    ring = larger
    head = 0
  }
}
