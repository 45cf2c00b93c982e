import Looks

/// What a business has sent, and what could not be.
struct MailsPage: Sendable {
  let shell: Shell
  let path: String
  /// The newest ones that no server took; they wait for a person.
  let failed: [StoredMail]
  let recent: [StoredMail]
}
