import Basics
import FoundationEssentials
import Localization

/// What a mail says, in the words of its reader, as it is kept until it is sent.
package struct MailBody: Codable, Equatable, Sendable {
  package struct Link: Codable, Equatable, Sendable {
    package let title: String
    /// Of the application's origin, which is put before it when the mail is sent.
    package let path: String
  }

  package struct Fact: Codable, Equatable, Sendable {
    package let title: String
    package let value: String
  }

  package let language: String
  package let name: String
  package let subject: String
  package let greeting: String
  package let lines: [String]
  package let code: String?
  package let link: Link?
  package let facts: [Fact]
  package let reason: String

  init(_ mail: MailMessage) {
    let locale = mail.locale
    language = locale.language.rawValue
    // Names and values come from people: a line each, whatever was typed.
    name = mail.name.normalizedLine
    subject = locale.text(mail.subject).normalizedLine
    greeting = name.isEmpty ? locale.text("Hello,") : locale.text("Hello \(name),")
    lines = mail.lines.map { locale.text($0) }
    code = mail.code
    link = mail.link.map { Link(title: locale.text($0.title), path: $0.path) }
    facts = mail.facts.map { Fact(title: locale.text($0.0), value: $0.1.normalizedLine) }
    reason = locale.text(mail.reason)
  }

  init(decoding bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(MailBody.self, from: Data(bytes))
  }

  func encoded() throws -> [UInt8] { Array(try JSONEncoder().encode(self)) }
}
