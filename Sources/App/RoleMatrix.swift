import Web

/// Every route with the ready roles that may use it, as a text to be kept and compared: a change of access is seen
/// where the change is looked at.
package enum RoleMatrix {
  package static var text: String {
    let lines = Features.routes.all.map { RoleMatrix.line($0) }.sorted()
    return (lines + [""]).joined(separator: "\n")
  }

  /// Columns of a set width, so that one route's change is one line's.
  private static func line(_ route: Route) -> String {
    let action = route.stepUp.map { "asks: \($0.name)" } ?? ""
    let columns = [
      (route.pattern, 44), ("\(route.method)", 5), (route.audience, 18), (who(route), 0), (action, 0),
    ]
    return columns.map { text, width in text + String(repeating: " ", count: max(0, width - text.count)) }
      .filter { !$0.isEmpty }.joined(separator: "  ")
  }

  private static func who(_ route: Route) -> String {
    switch route.action {
    case .open(.everyone, _): "everyone"
    case .open(.signedIn, _): "signed in"
    case .tenant(let audience, _):
      ReadyRole.allCases.filter { audience.admits(.ready($0)) }.map(\.rawValue).joined(separator: " ")
    }
  }
}
