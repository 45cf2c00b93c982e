import Basics

/// What stays of an address where it is not needed: enough to tell two of them apart.
package enum ContactMask {
  /// What somebody is called, or known by in the source: for want of better that may be how they are reached.
  package static func name(_ text: String) -> String {
    if EmailAddress(text) != nil { return email(text) }
    return PhoneNumber(text) == nil ? text : phone(text)
  }

  /// Whether a name is what `name` makes of a contact: then nobody knows what they are called.
  static func isMask(_ name: String) -> Bool { name.contains("•••") }

  /// `f•••@example.com`
  static func email(_ text: String) -> String {
    guard let at = text.lastIndex(of: "@") else { return text.isEmpty ? "" : "•••" }
    return "\(text[..<at].prefix(1))•••\(text[at...])"
  }

  /// `•••78`
  static func phone(_ text: String) -> String { text.isEmpty ? "" : "•••\(text.suffix(2))" }
}
