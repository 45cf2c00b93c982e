/// The connections of a loop and their deadlines, which lie side by side so that looking at all of them is quick.
struct ConnectionTable {
  private var connections: [Connection?] = []
  private var deadlines: [UInt64] = []
  private var free: [Int32] = []

  /// A slot for a connection to be put in.
  mutating func reserve() -> Int32 {
    if let slot = free.popLast() { return slot }
    connections.append(nil)
    deadlines.append(.max)
    return Int32(connections.count - 1)
  }

  mutating func release(_ slot: Int32) {
    connections[Int(slot)] = nil
    deadlines[Int(slot)] = .max
    free.append(slot)
  }

  subscript(slot: Int32) -> Connection? {
    get { connections[Int(slot)] }
    set { connections[Int(slot)] = newValue }
  }

  /// Monotonic nanoseconds; `.max` for none.
  mutating func setDeadline(_ deadline: UInt64, of slot: Int32) { deadlines[Int(slot)] = deadline }

  func deadline(of slot: Int32) -> UInt64 { deadlines[Int(slot)] }

  var all: [Connection] { connections.compactMap(\.self) }

  func expired(at now: UInt64) -> [Connection] {
    deadlines.indices.compactMap { deadlines[$0] <= now ? connections[$0] : nil }
  }
}
