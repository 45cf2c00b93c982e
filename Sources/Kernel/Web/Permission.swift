/// What a member of a business holds there.
package enum Role: String, Sendable, CaseIterable {
  case owner, agent
}

/// A named thing that a member may be allowed to do. Each feature declares its own, with the roles that hold it.
package struct Permission: Hashable, Sendable {
  /// Of the form `orders.view`: lasting, since custom roles and tokens will name it.
  package let name: String
  package let roles: Set<Role>

  package init(_ name: String, roles: Set<Role>) {
    self.name = name
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
    case .can(let permission): permission.roles.contains(role)
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
