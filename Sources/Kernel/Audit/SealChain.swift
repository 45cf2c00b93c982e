import Basics
import Crypto

/// The chain as it is followed: takes every sealed entry, in the order of the seals, and finds what is wrong.
struct SealChain {
  private let keys: AuditKeys
  private let known: AuditHead?
  private let tenant: TenantID
  private(set) var report = AuditReport()
  private var seal: AuditSeal?
  private var members: [Member] = []
  /// How many entries the seal at hand has; not all of them are kept where it has more than it can have.
  private var count = 0

  private struct Member {
    let id: AuditID
    let digest: [UInt8]
  }

  init(keys: AuditKeys, known: AuditHead?, tenant: TenantID) {
    self.keys = keys
    self.known = known
    self.tenant = tenant
  }

  mutating func take(_ row: SealedEntry) {
    if row.seal.sequence != seal?.sequence {
      finishSeal()
      begin(row.seal)
    }
    guard let id = row.id, let digest = row.digest else { return }
    count += 1
    if members.count < 2 * AuditSealer.most { members.append(Member(id: id, digest: digest)) }
    check(id, digest, row)
  }

  mutating func end() {
    finishSeal()
    report.head = seal.map { AuditHead($0) }
  }

  private mutating func begin(_ next: AuditSeal) {
    let last = seal?.sequence ?? 0
    let isNext = next.sequence == last + 1
    if !isNext { report.add(.sealsRemoved(last + 1...max(last + 1, next.sequence - 1))) }
    // Behind a gap the head of the one before is not there to compare with.
    if isNext, next.previous != seal?.head ?? AuditSeal.beginning {
      report.add(.chainBroken(seal: next.sequence))
    }
    if let key = keys.key(next.keyID) {
      if !constantTimeEqual(next.head, next.head(by: key, of: tenant)) {
        report.add(.sealChanged(seal: next.sequence))
      }
    } else {
      report.add(.keyUnknown(next.keyID, seal: next.sequence))
    }
    if let known, known.sequence == next.sequence, known.head != next.head {
      report.add(.headDiffers(seal: next.sequence))
    }
    seal = next
    report.seals += 1
    (members, count) = ([], 0)
  }

  private mutating func check(_ id: AuditID, _ digest: [UInt8], _ row: SealedEntry) {
    guard let entry = row.entry else { return report.add(.entryRemoved(id, seal: row.seal.sequence)) }
    report.entries += 1
    if entry.hash(of: tenant) != digest { report.add(.entryChanged(id, seal: row.seal.sequence)) }
    if let actor = row.actor {
      if actor.digest != entry.actorDigest { report.add(.actorChanged(id)) }
    } else {
      report.erasedActors += 1
    }
    if let content = row.content {
      if content.digest != entry.digest { report.add(.contentChanged(id)) }
    } else {
      report.erasedContents += 1
    }
  }

  private mutating func finishSeal() {
    guard let seal else { return }
    if count < seal.entries { return report.add(.entriesMissing(seal.entries - count, seal: seal.sequence)) }
    if count == seal.entries {
      if digest(leavingOut: nil) != seal.digest { report.add(.listChanged(seal: seal.sequence)) }
      return
    }
    // One too many: it is the one without which the seal's digest comes out.
    let added =
      count == seal.entries + 1 ? members.indices.first { digest(leavingOut: $0) == seal.digest } : nil
    report.add(.entryAdded(added.map { members[$0].id }, seal: seal.sequence))
  }

  private func digest(leavingOut left: Int?) -> [UInt8] {
    var hash = SHA256()
    for (index, member) in members.enumerated() where index != left { hash.update(member.digest) }
    return hash.digest()
  }
}
