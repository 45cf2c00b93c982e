import Basics
import Crypto
import Database

/// A batch of entries under one signature, joined to the one before it.
package struct AuditSeal: Sendable {
  /// From 1 on, without gaps.
  package let sequence: Int
  package let sealedAt: Instant
  /// How many entries it is over.
  package let entries: Int
  package let keyID: String
  /// Of the entries' own digests, in the order of their ids.
  let digest: [UInt8]
  /// The head of the seal before; zeros for the first.
  let previous: [UInt8]
  package let head: [UInt8]

  static let beginning = [UInt8](repeating: 0, count: 32)

  /// What the head has to be, by the key that it names.
  func head(by key: SecretKey, of tenant: TenantID) -> [UInt8] {
    AuditSeal.head(
      by: key, of: tenant, sequence, at: sealedAt, entries: entries, keyID: keyID, digest: digest,
      previous: previous)
  }

  private static func head(
    by key: SecretKey, of tenant: TenantID, _ sequence: Int, at now: Instant, entries: Int, keyID: String,
    digest: [UInt8], previous: [UInt8]
  ) -> [UInt8] {
    var fields = HashedFields()
    fields.add("haat audit seal 1")
    fields.add(tenant)
    fields.add(UInt64(sequence))
    fields.add(now)
    fields.add(UInt64(entries))
    fields.add(keyID)
    fields.add(digest)
    fields.add(previous)
    return key.signature(of: fields.bytes)
  }
}

extension AuditSeal {
  /// The next one, over entries with these digests.
  init(
    behind last: (sequence: Int, head: [UInt8])?, over digests: [[UInt8]], by keys: AuditKeys,
    of tenant: TenantID,
    at now: Instant
  ) {
    sequence = (last?.sequence ?? 0) + 1
    sealedAt = now
    entries = digests.count
    keyID = keys.currentID
    previous = last?.head ?? AuditSeal.beginning
    var hash = SHA256()
    for digest in digests { hash.update(digest) }
    digest = hash.digest()
    head = AuditSeal.head(
      by: keys.current, of: tenant, sequence, at: now, entries: entries, keyID: keyID, digest: digest,
      previous: previous)
  }
}

extension AuditSeal: FromRow {
  static let columns: SQL = "s.sequence, s.sealed_at, s.entries, s.key_id, s.digest, s.previous, s.head"

  package init(row: inout Row) throws {
    sequence = try row.next()
    sealedAt = try row.next()
    entries = Int(try row.next(Int32.self))
    keyID = try row.next()
    digest = try row.next()
    previous = try row.next()
    head = try row.next()
  }
}
