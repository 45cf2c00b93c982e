import Audit
import Basics
import Identity
import Web

extension AuditedAction {
  private static let role = AuditedField("role", "Role") { role($0) }
  private static let email = AuditedField("email", "E-mail")
  private static let roleName = AuditedField("name", "Name")
  private static let permissions = AuditedField("permissions", "Permissions")

  private static func role(_ label: String) -> Message {
    ReadyRole(rawValue: label)?.title ?? Message(verbatim: label)
  }

  @Sendable private static func roles(_ labels: String) -> Message {
    .list(labels.split(separator: ",").map { role(String($0).normalizedLine) })
  }

  static let team = [
    AuditedAction("members.invited", "Somebody invited", fields: [role]) {
      "\($0.actor) invited \($0.subject) as \($0.after("role"))"
    },
    AuditedAction("members.invitation-revoked", "Invitation revoked") {
      "\($0.actor) revoked the invitation of \($0.subject)"
    },
    AuditedAction("members.joined", "Somebody joined", fields: [role, email]) {
      "\($0.subject) joined as \($0.after("role"))"
    },
    AuditedAction("members.role-changed", "Role of a member changed", fields: [role]) {
      "\($0.actor) changed the role of \($0.subject) from \($0.before("role")) to \($0.after("role"))"
    },
    AuditedAction("members.removed", "Member removed", fields: [role, email]) {
      "\($0.actor) removed \($0.subject) from the business"
    },
    AuditedAction("members.restored", "Removal of a member taken back", fields: [role, email]) {
      "\($0.actor) took the removal of \($0.subject) back"
    },
    AuditedAction("members.left", "Member left", fields: [role, email]) { "\($0.subject) left the business" },
    AuditedAction("members.exported", "Team taken as a file") {
      "\($0.actor) took the list of the team as a file"
    },
    AuditedAction("roles.created", "Role made", fields: [roleName, permissions]) {
      "\($0.actor) made the role \($0.subject)"
    },
    AuditedAction("roles.changed", "Role changed", fields: [roleName, permissions]) {
      "\($0.actor) changed the role \($0.subject)"
    },
    AuditedAction("roles.deleted", "Role deleted", fields: [roleName, permissions]) {
      "\($0.actor) deleted the role \($0.subject)"
    },
    AuditedAction(
      "security.changed", "Rules of signing in changed",
      fields: [
        AuditedField("second factor", "Second factor required of", words: roles),
        AuditedField("idle minutes", "Minutes without use", words: AuditedField.number),
        AuditedField("longest hours", "Hours at most", words: AuditedField.number),
      ]
    ) {
      "\($0.actor) changed how people sign in"
    },
  ]
}
