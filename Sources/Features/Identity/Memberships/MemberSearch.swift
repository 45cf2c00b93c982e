import Database
import Web

/// Which members of a business somebody asks for.
package struct MemberSearch: Sendable {
  package enum Sort: String, Sendable, CaseIterable {
    case name, role, seen, joined

    var order: SQL {
      switch self {
      case .name: "lower(name)"
      case .role: "role, lower(role_name), lower(name)"
      case .seen: "seen_at desc nulls last"
      case .joined: "joined_at desc"
      }
    }
  }

  /// Part of a name or an address.
  package var words = ""
  /// By `Role.reference`.
  package var role = ""
  package var sort = Sort.name
  package var offset = 0
  package var limit = 50

  package init() {}

  var condition: SQL {
    let byWords: SQL =
      words.isEmpty ? "true" : "position(lower(\(words)) in lower(name || ' ' || email)) > 0"
    let byRole: SQL = role.isEmpty ? "true" : "coalesce(role_id::text, role) = \(role)"
    return "\(fragment: byWords) and \(fragment: byRole)"
  }
}
