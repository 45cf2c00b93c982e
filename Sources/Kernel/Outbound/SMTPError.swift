/// Why a mail was not taken by the server.
package struct SMTPError: Error, Hashable, Sendable {
  package enum Kind: String, Sendable {
    /// The server will not take this mail (5xx): another try would not help.
    case permanent
    /// The server or the way to it is out of order (4xx, the network, a deadline): another try may help.
    case passing
    /// What we were told of the server is wrong: password, certificate, no STARTTLS. No mail can be sent until a person
    /// mends it.
    case configuration
  }

  package let kind: Kind
  /// Of the server's last reply, such as 550; nil where there was none.
  package let code: Int?
  /// For those who run the place: it has no address of a person in it.
  package let summary: String
  /// The last reply as the server wrote it, which may name the recipient.
  package let reply: String

  init(kind: Kind, code: Int? = nil, summary: String, reply: String = "") {
    self.kind = kind
    self.code = code
    self.summary = summary
    self.reply = reply
  }
}

extension SMTPError: CustomStringConvertible {
  package var description: String { "\(kind.rawValue): \(summary)" }
}
