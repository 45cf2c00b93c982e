import Basics
import Crypto
import Database

/// Stands for the row of an entry.
package enum AnyAuditEntry {}
package typealias AuditID = RecordID<AnyAuditEntry>

/// What is kept of an entry for good.
struct EntryRow: Sendable {
  let id: AuditID
  let occurredAt: Instant
  let actorKind: String
  let actor: PersonID?
  let action: String
  let subjectKind: String
  let subjectID: String
  let requestID: String
  let actorDigest: [UInt8]
  let digest: [UInt8]

  /// Every column, of `audit` under the name `a`.
  static let columns: SQL = """
    a.id, a.occurred_at, a.actor_kind, a.actor_id, a.action, a.subject_kind, a.subject_id, a.request_id,
    a.actor_digest, a.digest
    """

  /// Over all columns: what is put under a seal.
  func hash(of tenant: TenantID) -> [UInt8] {
    var fields = HashedFields(320)
    fields.add(tenant)
    fields.add(id)
    fields.add(occurredAt)
    fields.add(actorKind)
    fields.add(actor)
    fields.add(action)
    fields.add(subjectKind)
    fields.add(subjectID)
    fields.add(requestID)
    fields.add(actorDigest)
    fields.add(digest)
    return SHA256.hash(fields.bytes)
  }
}

extension EntryRow: FromRow {
  init(row: inout Row) throws {
    guard let entry = try EntryRow.next(in: &row) else { throw Failure.notFound }
    self = entry
  }

  /// Of an outer join: nil where there is no entry.
  static func next(in row: inout Row) throws -> EntryRow? {
    let id: AuditID? = try row.next()
    let occurredAt: Instant? = try row.next()
    let actorKind: String? = try row.next()
    let actor: PersonID? = try row.next()
    let action: String? = try row.next()
    let subjectKind: String? = try row.next()
    let subjectID: String? = try row.next()
    let requestID: String? = try row.next()
    let actorDigest: [UInt8]? = try row.next()
    let digest: [UInt8]? = try row.next()
    guard let id, let occurredAt, let actorKind, let action, let subjectKind, let subjectID, let requestID,
      let actorDigest, let digest
    else { return nil }
    return EntryRow(
      id: id, occurredAt: occurredAt, actorKind: actorKind, actor: actor, action: action,
      subjectKind: subjectKind,
      subjectID: subjectID, requestID: requestID, actorDigest: actorDigest, digest: digest)
  }
}
