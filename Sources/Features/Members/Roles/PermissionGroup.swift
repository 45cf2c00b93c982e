import Basics
import Web

/// The permissions of one feature, for reading.
struct PermissionGroup: Sendable {
  let title: Message
  let permissions: [Permission]

  func held(by role: Role) -> Int { permissions.count(where: role.holds) }

  /// In the order of the features.
  static func all(of permissions: [Permission]) -> [PermissionGroup] {
    var order: [String] = []
    var groups: [String: [Permission]] = [:]
    for permission in permissions {
      let subject = subject(of: permission)
      if groups[subject] == nil { order.append(subject) }
      groups[subject, default: []].append(permission)
    }
    return order.map { PermissionGroup(title: title(of: $0), permissions: groups[$0] ?? []) }
  }

  /// What stands before the dot: `orders` of `orders.view`. Roles and sessions belong to the team.
  private static func subject(of permission: Permission) -> String {
    let subject = String(permission.name.prefix { $0 != "." })
    return ["roles", "security", "audit"].contains(subject) ? "members" : subject
  }

  static func title(of subject: String) -> Message {
    switch subject {
    case "insights": "Sales"
    case "orders": "Orders"
    case "products": "Products"
    case "customers": "Customers"
    case "members": "Team"
    case "business": "Business"
    case "sample": "Sample shop"
    case "mails": "Mail"
    default: Message(verbatim: subject)
    }
  }
}
