import Audit
import Basics
import Identity
import Web

extension AuditEntry {
  static func changed(_ member: Member, to role: Role) -> AuditEntry {
    AuditEntry(
      "members.role-changed", Subject("member", member), before: ["role": member.role.label],
      after: ["role": role.label])
  }

  static func removed(_ member: Member) -> AuditEntry {
    AuditEntry(
      "members.removed", Subject("member", member),
      before: ["role": member.role.label, "email": member.email])
  }

  static func broughtBack(_ member: Member) -> AuditEntry {
    AuditEntry(
      "members.restored", Subject("member", member),
      after: ["role": member.role.label, "email": member.email])
  }

  static func left(_ member: Member) -> AuditEntry {
    AuditEntry(
      "members.left", Subject("member", member), before: ["role": member.role.label, "email": member.email])
  }
}

extension AuditEntry.Subject {
  init(_ kind: String, _ member: Member) { self.init(kind, member.person.description, member.name) }
}
