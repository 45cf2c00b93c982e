import Basics

/// A named thing that a member may be allowed to do. Each feature declares its own, with the ready roles that hold it.
package struct Permission: Hashable, Sendable {
  /// Of the form `orders.view`: lasting, since custom roles and tokens name it.
  package let name: String
  /// What it lets a person do: `See orders`.
  package let title: Message
  /// What comes with it, for who decides whether somebody is to have it.
  package let explanation: Message
  package let roles: Set<ReadyRole>

  package init(_ name: String, _ title: Message, _ explanation: Message, roles: Set<ReadyRole>) {
    self.name = name
    self.title = title
    self.explanation = explanation
    self.roles = roles.union([.owner])
  }

  package static func == (a: Permission, b: Permission) -> Bool { a.name == b.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// Who may use a route inside a tenant. There is no default.
package enum TenantAudience: Sendable {
  /// Members whose role holds the permission.
  case can(Permission)
  /// Every member.
  case members

  package func admits(_ role: Role) -> Bool {
    switch self {
    case .can(let permission): role.holds(permission)
    case .members: true
    }
  }
}

/// Who may use a route outside a tenant. There is no default.
package enum OpenAudience: Sendable {
  case everyone
  /// People who have signed in, members of a business or not.
  case signedIn
}
