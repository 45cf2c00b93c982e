import Basics

/// What stays of an address where it is not needed: enough to tell two of them apart.
enum ContactMask {
  /// `f•••@example.com`
  static func email(_ text: String) -> String {
    guard let at = text.lastIndex(of: "@") else { return text.isEmpty ? "" : "•••" }
    return "\(text[..<at].prefix(1))•••\(text[at...])"
  }

  /// `•••78`
  static func phone(_ text: String) -> String { text.isEmpty ? "" : "•••\(text.suffix(2))" }
}
