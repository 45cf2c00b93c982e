import Basics
import Database
import Web

extension Role {
  /// As `memberships.role` holds it.
  package var key: String {
    switch self {
    case .ready(let role): role.rawValue
    case .custom: "custom"
    }
  }

  /// As `memberships.role_id` holds it.
  package var customID: RecordID<CustomRole>? {
    if case .custom(let role) = self { role.id } else { nil }
  }

  /// Of `memberships.role` and the id, name and permissions of `roles`; nil where there is no membership.
  package static func next(in row: inout Row) throws -> Role? {
    let key: String? = try row.next()
    let id: RecordID<CustomRole>? = try row.next()
    let name: String? = try row.next()
    let permissions: [String]? = try row.next()
    if let id, let name, let permissions {
      return .custom(CustomRole(id: id, name: name, permissions: Set(permissions)))
    }
    return key.flatMap(ReadyRole.init(rawValue:)).map(Role.ready)
  }
}
