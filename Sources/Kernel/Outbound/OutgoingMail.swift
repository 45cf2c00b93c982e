import Basics

/// A mail to one recipient, as it goes over the wire: text and HTML of the same content.
package struct OutgoingMail: Sendable {
  /// Before the `@` of the Message-ID: the same whenever the same mail is sent, so that who gets it twice can tell.
  package let id: String
  package let from: Mailbox
  package let to: Mailbox
  package let subject: HeaderText
  package let date: Instant
  /// What both parts are written in, such as `bn`.
  package let language: String
  package let text: String
  package let html: String

  /// `id` holds letters, digits and hyphens only.
  package init(
    id: String, from: Mailbox, to: Mailbox, subject: HeaderText, date: Instant, language: String,
    text: String,
    html: String
  ) {
    precondition(id.utf8.allSatisfy(OutgoingMail.isWord), "no word for a Message-ID")
    precondition(language.utf8.allSatisfy(OutgoingMail.isWord), "no language")
    self.id = id
    self.from = from
    self.to = to
    self.subject = subject
    self.date = date
    self.language = language
    self.text = text
    self.html = html
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
  }

  var messageID: String { "<\(id)@\(from.address.domain)>" }

  /// Line by line; what is no constant is of a type that holds no line break but those of folding.
  var headers: [String] {
    [
      "Date: \(date.asMailDate)",
      "From: \(from.header)",
      "To: \(to.header)",
      "Subject: \(subject.unstructured)",
      "Message-ID: \(messageID)",
      "Content-Language: \(language)",
      // RFC 3834: no answer by a machine, and none of the "I am on holiday" that Exchange sends.
      "Auto-Submitted: auto-generated",
      "X-Auto-Response-Suppress: All",
      "MIME-Version: 1.0",
      "Content-Type: multipart/alternative",
    ]
  }
}

extension Instant {
  /// As RFC 5322 writes it: `Fri, 20 Nov 2026 11:40:28 +0000`.
  var asMailDate: String {
    let local = TimeZoneRules.utc.local(self)
    let (year, month, day) = local.date.parts
    let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][local.date.weekday.rawValue]
    let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
    let time = [local.hour, local.minute, local.second].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(weekday), \(day) \(name) \(year) \(time.joined(separator: ":")) +0000"
  }
}
