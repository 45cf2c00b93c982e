// Stands in for Localization until it lands; deleted then.
package enum Language: String, Sendable, CaseIterable { case english = "en", bengali = "bn" }
package enum Digits: Sendable { case latin, bengali }
package struct Message: ExpressibleByStringInterpolation, Sendable {
  package let key: String
  package init(stringLiteral value: String) { key = value }
}
package struct UserLocale: Sendable {
  package var language: Language = .english
  package var digits: Digits = .latin
  package init() {}
  package func text(_ message: Message) -> String { message.key }
  package func number(_ value: Int) -> String { "\(value)" }
}
