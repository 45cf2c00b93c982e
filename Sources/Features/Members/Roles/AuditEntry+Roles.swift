import Audit
import Basics
import Web

extension AuditEntry {
  static func created(_ role: CustomRole) -> AuditEntry {
    AuditEntry("roles.created", Subject(role), after: role.fields)
  }

  static func changed(_ old: CustomRole, to new: CustomRole) -> AuditEntry {
    AuditEntry("roles.changed", Subject(new), before: old.fields, after: new.fields)
  }

  static func deleted(_ role: CustomRole) -> AuditEntry {
    AuditEntry("roles.deleted", Subject(role), before: role.fields)
  }
}

extension AuditEntry.Subject {
  fileprivate init(_ role: CustomRole) { self.init("role", role.id.description, role.name) }
}

extension CustomRole {
  fileprivate var fields: [String: String] {
    ["name": name, "permissions": permissions.sorted().joined(separator: " ")]
  }
}
