import Basics

/// Something that was done or looked at, to be kept: what, to which thing, and how it was before and after.
package struct AuditEntry: Sendable {
  /// The thing it was done to.
  package struct Subject: Sendable {
    /// `member`, `order`: lasting.
    package let kind: String
    package let id: String
    /// As people know it, at the time.
    package let label: String

    package init(_ kind: String, _ id: String, _ label: String = "") {
      self.kind = kind
      self.id = id
      self.label = label
    }
  }

  /// Of the form `members.change-role`: lasting.
  package let action: String
  package let subject: Subject
  /// The fields that changed, as they were; personal data stands here and nowhere else, so that it can be erased.
  package let before: [String: String]
  package let after: [String: String]

  package init(
    _ action: String, _ subject: Subject, before: [String: String] = [:], after: [String: String] = [:]
  ) {
    self.action = action
    self.subject = subject
    self.before = before
    self.after = after
  }
}
