import Basics
import Crypto
import Database

/// Stands for a row of the audit log.
package enum AuditRow {}

extension TenantDatabase {
  /// Keeps an entry: call it inside the transaction of the change, so that neither is without the other.
  package func record(_ entry: AuditEntry, by actor: Actor, at now: Instant = .now) async throws {
    let id = RecordID<AuditRow>()
    let payload = AuditPayload(before: entry.before, after: entry.after)
    try await run([
      """
      insert into audit (
        tenant_id, id, occurred_at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, subject_label,
        address, device, request_id, digest)
      values (\(tenant), \(id), \(now), \(actor.kind.rawValue), \(actor.person), \(actor.name), \(entry.action),
              \(entry.subject.kind), \(entry.subject.id), \(entry.subject.label), \(actor.address), \(actor.device),
              \(actor.request), \(payload.digest))
      """,
      """
      insert into audit_payloads (tenant_id, audit_id, salt, payload)
      values (\(tenant), \(id), \(payload.salt), \(payload.text))
      """,
    ])
  }
}

/// What can be erased of an entry: the log keeps its salted digest only.
struct AuditPayload {
  let salt = Token.random().hash
  let text: String

  init(before: [String: String], after: [String: String]) {
    text = "{\"after\":\(AuditPayload.json(after)),\"before\":\(AuditPayload.json(before))}"
  }

  var digest: [UInt8] { SHA256.hash(salt + Array(text.utf8)) }

  /// Keys in order, so that the same fields are the same bytes.
  private static func json(_ fields: [String: String]) -> String {
    let members = fields.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
    return "{\(members.joined(separator: ","))}"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20: result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
