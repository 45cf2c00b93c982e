import Basics

/// The roles that every business has from the start.
package enum ReadyRole: String, Sendable, CaseIterable {
  case owner, admin, marketer, agent, seller, analyst
}

extension Set<ReadyRole> {
  /// For what everybody needs who works there.
  package static var every: Set<ReadyRole> { Set(ReadyRole.allCases) }
}

/// A role that a business has made for itself out of permissions.
package struct CustomRole: Hashable, Sendable {
  package let id: RecordID<CustomRole>
  package let name: String
  /// By their names: one that no feature declares any more opens nothing.
  package let permissions: Set<String>

  package init(id: RecordID<CustomRole>, name: String, permissions: Set<String>) {
    self.id = id
    self.name = name
    self.permissions = permissions
  }
}

/// What a member of a business holds there.
package enum Role: Hashable, Sendable {
  case ready(ReadyRole)
  case custom(CustomRole)

  package static let owner = Role.ready(.owner)
  package static let admin = Role.ready(.admin)
  package static let marketer = Role.ready(.marketer)
  package static let agent = Role.ready(.agent)
  package static let seller = Role.ready(.seller)
  package static let analyst = Role.ready(.analyst)

  /// The one place that decides what a member may do.
  package func holds(_ permission: Permission) -> Bool {
    switch self {
    case .ready(let role): permission.roles.contains(role)
    case .custom(let role): role.permissions.contains(permission.name)
    }
  }
}

extension Role {
  /// How addresses, forms and policies name it: a ready role by its name, a business's own by its id.
  package var reference: String {
    switch self {
    case .ready(let role): role.rawValue
    case .custom(let role): role.id.description
    }
  }
}
