import Crypto

/// What came out of a verification of one tenant's log.
package struct AuditReport: Sendable {
  package internal(set) var entries = 0
  package internal(set) var seals = 0
  /// Written within the last minutes, and not under a seal yet.
  package internal(set) var waiting = 0
  /// Entries whose names, addresses and devices were erased: as it should be.
  package internal(set) var erasedActors = 0
  /// Entries whose contents were erased.
  package internal(set) var erasedContents = 0
  /// Nil while there is no seal.
  package internal(set) var head: AuditHead?
  /// The first hundred.
  package private(set) var faults: [AuditFault] = []
  package private(set) var faultCount = 0

  package var isSound: Bool { faultCount == 0 }

  mutating func add(_ fault: AuditFault) {
    faultCount += 1
    if faults.count < 100 { faults.append(fault) }
  }
}

/// A seal as it is noted outside of the database: `1204:9f3c…`.
package struct AuditHead: Sendable, Equatable, LosslessStringConvertible {
  package let sequence: Int
  package let head: [UInt8]

  package init(_ seal: AuditSeal) {
    sequence = seal.sequence
    head = seal.head
  }

  package init?(_ text: String) {
    let parts = text.split(separator: ":")
    guard parts.count == 2, let sequence = Int(parts[0]), sequence > 0,
      let head = Hex.decode(String(parts[1])),
      head.count == 32
    else { return nil }
    self.sequence = sequence
    self.head = head
  }

  package var description: String { "\(sequence):\(Hex.encode(head))" }
}
