import Basics
import Database
import Identity
import Web

/// What a member may hand on: nobody grants, changes or takes away what they do not hold themselves.
struct Granting: Sendable {
  let role: Role
  let permissions: [Permission]

  init(_ role: Role, of permissions: [Permission]) {
    self.role = role
    self.permissions = permissions
  }

  init(_ request: Request) { self.init(request.role, of: request.site.permissions) }

  /// A role's permissions by name. What a custom role names counts even when nobody declares it at the moment: it may
  /// come back.
  func names(of role: Role) -> Set<String> {
    switch role {
    case .ready: Set(permissions.filter(role.holds).map(\.name))
    case .custom(let role): role.permissions
    }
  }

  /// Whether the member may give somebody this role, or take it from them.
  func mayGive(_ other: Role) -> Bool {
    if role == .owner { return true }
    return other != .owner && names(of: other).isSubset(of: names(of: role))
  }

  func holds(_ permission: Permission) -> Bool { role == .owner || role.holds(permission) }
}

extension Role {
  static var ready: [Role] { ReadyRole.allCases.map(Role.ready) }

  /// The ready roles, and those that the business has made.
  static func all(in db: TenantDatabase) async throws -> [Role] {
    ready + (try await CustomRole.all(in: db)).map(Role.custom)
  }

  /// The role that an address or a form names; nil when there is none.
  static func find(_ reference: String, in db: TenantDatabase) async throws -> Role? {
    if let ready = ReadyRole(rawValue: reference) { return .ready(ready) }
    guard let id = RecordID<CustomRole>(reference) else { return nil }
    return try await CustomRole.find(id, in: db).map(Role.custom)
  }

  /// As the audit log keeps it.
  var label: String {
    switch self {
    case .ready(let role): role.rawValue
    case .custom(let role): role.name
    }
  }
}
