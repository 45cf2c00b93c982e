import Basics

/// What is wrong with a log.
package enum AuditFault: Sendable, Equatable {
  case entryChanged(AuditID, seal: Int)
  case entryRemoved(AuditID, seal: Int)
  /// So many entries are gone without a trace of which.
  case entriesMissing(Int, seal: Int)
  /// Nil where it cannot be told which.
  case entryAdded(AuditID?, seal: Int)
  case contentChanged(AuditID)
  case actorChanged(AuditID)
  /// What so many entries were about is gone, and no entry says that it was erased.
  case contentsDeleted(Int)
  /// The names, addresses and devices of so many are.
  case actorsDeleted(Int)
  /// The list of the digests of a seal's entries is another one.
  case listChanged(seal: Int)
  case sealChanged(seal: Int)
  case sealsRemoved(ClosedRange<Int>)
  /// It does not name the head of the one before.
  case chainBroken(seal: Int)
  case keyUnknown(String, seal: Int)
  /// The log ends before the seal that it is known to have had, or that entries name.
  case tailCutOff(last: Int, expected: Int)
  /// The seal is there, with another head than is known.
  case headDiffers(seal: Int)
  /// It is under no seal and waits for none.
  case entryUnsealed(AuditID)
  /// So many wait for their seal longer than they should: nobody seals.
  case sealingStandsStill(Int)
}

extension AuditFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .entryChanged(let id, let seal): "entry \(id) (seal \(seal)) was changed"
    case .entryRemoved(let id, let seal): "entry \(id) (seal \(seal)) was removed"
    case .entriesMissing(let count, let seal):
      "seal \(seal): \(count) of its entries were removed, with what names them"
    case .entryAdded(let id, let seal): "seal \(seal): an entry was added\(id.map { ": \($0)" } ?? "")"
    case .contentChanged(let id): "entry \(id): what it was about was changed"
    case .actorChanged(let id): "entry \(id): the name, address or device was changed"
    case .contentsDeleted(let count):
      "what \(count) entries were about is gone, and no entry says that it was erased"
    case .actorsDeleted(let count):
      "names, addresses and devices of \(count) entries are gone, and no entry says that they were erased"
    case .listChanged(let seal): "seal \(seal): the digests of its entries were changed"
    case .sealChanged(let seal): "seal \(seal) was changed, or made without the key"
    case .sealsRemoved(let seals):
      seals.count == 1
        ? "seal \(seals.lowerBound) was removed"
        : "seals \(seals.lowerBound) to \(seals.upperBound) were removed"
    case .chainBroken(let seal): "seal \(seal) does not follow the one before it: the chain is broken"
    case .keyUnknown(let key, let seal):
      "seal \(seal) was signed with the key \(key), which is not in HAAT_AUDIT_KEY"
    case .tailCutOff(let last, let expected):
      "the log ends with seal \(last), and had seal \(expected): its end was cut off"
    case .headDiffers(let seal): "seal \(seal) has another head than the one given"
    case .entryUnsealed(let id): "entry \(id) is under no seal and waits for none"
    case .sealingStandsStill(let count):
      "\(count) entries wait for their seal for longer than ten minutes: does a worker run?"
    }
  }
}
