import Glibc

/// What one connection has prepared: at most `limit`, the least recently used goes first.
struct PreparedStatements {
  let limit: Int
  private var known: [ObjectIdentifier: Prepared] = [:]
  private var counter = 0
  private var clock: UInt64 = 0
  /// To be deallocated before the next use.
  private(set) var doomed: [Prepared] = []

  init(limit: Int) { self.limit = max(1, limit) }

  var count: Int { known.count }

  mutating func find(_ statement: Statement) -> Prepared? {
    guard let prepared = known[ObjectIdentifier(statement)] else { return nil }
    clock &+= 1
    prepared.lastUse = clock
    return prepared
  }

  /// A name that was never used on this connection: what became of an older one need not be known.
  mutating func add(_ statement: Statement) -> Prepared {
    if known.count >= limit, let oldest = known.values.min(by: { $0.lastUse < $1.lastUse }) {
      known[ObjectIdentifier(oldest.statement)] = nil
      doomed.append(oldest)
    }
    counter += 1
    clock &+= 1
    let prepared = Prepared(statement, name: "s\(counter)", lastUse: clock)
    known[ObjectIdentifier(statement)] = prepared
    return prepared
  }

  /// The server does not know it, or no longer fits it: the next use prepares anew.
  mutating func forget(_ prepared: Prepared, deallocating: Bool) {
    guard known[ObjectIdentifier(prepared.statement)] === prepared else { return }
    known[ObjectIdentifier(prepared.statement)] = nil
    if deallocating { doomed.append(prepared) }
  }

  mutating func doom(_ prepared: Prepared) { doomed.append(prepared) }

  mutating func takeDoomed() -> [Prepared] {
    defer { doomed.removeAll() }
    return doomed
  }
}

/// A statement under its name on one connection.
final class Prepared {
  let statement: Statement
  let name: UnsafeMutablePointer<CChar>
  var lastUse: UInt64

  init(_ statement: Statement, name: String, lastUse: UInt64) {
    self.statement = statement
    self.name = name.withCString { text in
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: name.utf8.count + 1)
      copy.update(from: text, count: name.utf8.count + 1)
      return copy
    }
    self.lastUse = lastUse
  }

  deinit { name.deallocate() }
}
