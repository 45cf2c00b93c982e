/// One thing that `haat doctor` has looked at.
package struct Finding: Sendable, Equatable {
  package enum Level: String, Sendable, CaseIterable {
    case ok, warn, bad
  }

  package let level: Level
  package let what: String
  /// How to mend it; empty where nothing is to be done.
  package let mend: String

  static func ok(_ what: String) -> Finding { Finding(level: .ok, what: what, mend: "") }
  static func warn(_ what: String, mend: String) -> Finding { Finding(level: .warn, what: what, mend: mend) }
  static func bad(_ what: String, mend: String) -> Finding { Finding(level: .bad, what: what, mend: mend) }

  /// `bad   the database cannot be reached`, and below it how to mend that.
  package var text: String {
    let name = level.rawValue + String(repeating: " ", count: 6 - level.rawValue.count)
    let indented = mend.split(separator: "\n").map { "\n      \($0)" }.joined()
    return name + what + indented
  }
}
