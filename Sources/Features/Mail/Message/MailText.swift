import Basics
import Localization

extension MailBody {
  /// Of the language alone: everything else was written when the mail was.
  var locale: UserLocale { UserLocale.plain.speaking(Language(rawValue: language) ?? .english) }

  /// The text part, complete by itself.
  func text(origin: String) -> String {
    var paragraphs = [greeting] + lines
    if let code { paragraphs.append("    \(code)") }
    if let link { paragraphs.append("\(link.title):\n\(origin)\(link.path)") }
    if !facts.isEmpty { paragraphs.append(facts.map { "\($0.title): \($0.value)" }.joined(separator: "\n")) }
    // What mail programs know as the line before a signature.
    paragraphs.append("-- \n\(reason)")
    return paragraphs.joined(separator: "\n\n") + "\n"
  }
}
