import Basics
import Crypto

/// Six digits that somebody reads in a mail and types in, to show that mail to the address reaches them.
struct MailCode: Sendable {
  let digits: String

  static let length = 6
  /// Wrong ones in a row, for one mail or several of the same sign-up.
  static let tries = 5
  /// How long it is good.
  static let lasts = Duration.seconds(30 * 60)

  static func random() -> MailCode {
    MailCode(digits: String(String(1_000_000 + Int.random(in: 0..<1_000_000)).dropFirst()))
  }

  private init(digits: String) { self.digits = digits }

  /// As people type it: with spaces, or in the digits of their own script.
  init?(_ typed: String) {
    let digits = typed.normalizedLine.latinDigits.filter { $0 != " " && $0 != "-" }
    guard digits.utf8.count == MailCode.length, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    self.digits = digits
  }

  /// What is stored: of no use without `holder`, which is in the hands of whoever asked for the mail, or is one row's own.
  func hash(for holder: [UInt8]) -> [UInt8] { SHA256.hash(holder + Array(digits.utf8)) }
}
