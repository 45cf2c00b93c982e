import Basics

/// What a new password must be: long, and not what a guesser tries first (NIST SP 800-63B, 5.1.1.2). No rules about
/// kinds of characters, which only make people write `Password1!`.
enum PasswordRule {
  static let shortest = 12
  /// Enough for a long sentence; hashing more would only help those who want to keep the machine busy.
  static let longest = 256

  /// One spelling of what was typed, so that the same words match from every keyboard; a space at the end, which
  /// telephones add, is not part of it.
  static func normalized(_ typed: String) -> String { typed.normalizedLine }

  /// What is wrong with a password, or nil. `words` are what is known of the person: e-mail, business.
  static func problem(with password: String, words: [String]) -> Message? {
    let length = password.unicodeScalars.count
    if length < shortest { return "This password is too short." }
    if length > longest { return "Use 256 characters or fewer." }
    if isMonotonous(password) || isCommon(password) {
      return "This is one of the first passwords that a guesser tries. A short sentence is good."
    }
    if contains(words, password) {
      return "Leave your e-mail and the name of the business out of the password."
    }
    return nil
  }

  /// Few different characters, or a run of the keyboard or the alphabet.
  private static func isMonotonous(_ password: String) -> Bool {
    if Set(password.lowercased()).count < 5 { return true }
    let lower = password.lowercased()
    return runs.contains { $0.contains(lower) }
  }

  private static let runs = [
    "0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  ].flatMap { run in
    let twice = run + run
    return [twice, String(twice.reversed())]
  }

  /// A common word stays common with digits and signs around it, twice over, and with letters made of digits.
  private static func isCommon(_ password: String) -> Bool {
    [password.lowercased(), plain(password)].contains { spelling in
      let letters = String(spelling.filter(\.isLetter))
      if CommonPasswords.words.contains(where: { isMade(letters, of: $0) }) { return true }
      let core = PasswordRule.core(of: spelling)
      return [spelling, core, core.filter { !"-_. ".contains($0) }].contains(where: CommonPasswords.contains)
    }
  }

  /// Without the digits and signs at either end.
  private static func core(of text: String) -> String {
    let ending = text.reversed().prefix { !$0.isLetter }.count
    return String(text.dropLast(ending).drop { !$0.isLetter })
  }

  private static func isMade(_ letters: String, of word: String) -> Bool {
    var rest = Substring(letters)
    while rest.hasPrefix(word) { rest = rest.dropFirst(word.count) }
    return rest.count < letters.count && rest.count <= 2
  }

  private static func plain(_ password: String) -> String {
    let digits: [Character: Character] = [
      "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s",
    ]
    let lower = password.lowercased()
    guard lower.contains(where: \.isLetter) else { return lower }
    return String(core(of: lower).map { digits[$0] ?? $0 })
  }

  /// A word of four letters or more counts when little is left without it: a long sentence may hold it.
  private static func contains(_ words: [String], _ password: String) -> Bool {
    let plain = joined(password)
    return words.map(joined).contains { word in
      word.count >= 4 && plain.contains(word) && plain.replacing(word, with: "").count < 8
    }
  }

  private static func joined(_ text: String) -> String { text.lowercased().replacing(" ", with: "") }
}
