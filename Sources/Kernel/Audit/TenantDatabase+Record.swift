import Basics
import Database

extension TenantDatabase {
  /// Keeps an entry: call it inside the transaction of the change, so that neither is without the other.
  ///
  /// Four inserts in one round trip, into tables where nobody waits for anybody.
  package func record(_ entry: AuditEntry, by actor: Actor, at now: Instant = .now) async throws {
    try await run(recording(entry, by: actor, at: now))
  }

  /// The statements of `record`: for who writes rows with `run(_: [SQL])`, in one transaction and one round trip.
  package func recording(_ entry: AuditEntry, by actor: Actor, at now: Instant = .now) -> [SQL] {
    let id = AuditID(at: UInt64(max(0, now.microseconds / 1000)))
    let who = ActorPart(name: actor.name.storable, address: actor.address, device: actor.device.storable)
    let what = ContentPart(entry)
    return [
      """
      insert into audit (
        tenant_id, id, occurred_at, actor_kind, actor_id, action, subject_kind, subject_id, request_id, actor_digest,
        digest)
      values (\(tenant), \(id), \(now), \(actor.kind.rawValue), \(actor.person), \(entry.action), \(entry.subject.kind),
              \(entry.subject.id.storable), \(actor.request), \(who.digest), \(what.digest))
      """,
      """
      insert into audit_actors (tenant_id, audit_id, salt, name, address, device)
      values (\(tenant), \(id), \(who.salt), \(who.name), \(who.address), \(who.device))
      """,
      """
      insert into audit_payloads (tenant_id, audit_id, salt, label, before, after)
      values (\(tenant), \(id), \(what.salt), \(what.label), \(what.before), \(what.after))
      """,
      "insert into audit_unsealed (tenant_id, audit_id) values (\(tenant), \(id))",
    ]
  }
}
