import App
import Operations
import Web

extension Commands {
  static let routes = Command(Usage("routes"), "Lists every route with who may use it") { _ in
    let rows = Features.routes.all.map { ["\($0.method)", $0.pattern, $0.audience] }
    let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows.sorted(by: { $0[1] < $1[1] }) {
      let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      say((padded + [row[2]]).joined(separator: "  "))
    }
    return 0
  }

  static let roles = Command(Usage("roles"), "Lists every route with the ready roles that may use it") { _ in
    say(String(RoleMatrix.text.dropLast()))
    return 0
  }
}
