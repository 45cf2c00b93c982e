/// A telephone number with its country, `+8801712345678` (E.164), so that one person's spellings are one
/// number.
package struct PhoneNumber: Hashable, Sendable {
  package let text: String

  /// Reads what people write: `01712-345678`, `+880 1712 345678`, `00880…`, `(0)`, in ASCII or Bengali
  /// digits. A number without a country is one of Bangladesh. nil when it cannot be a number.
  package init?(_ text: String) {
    guard var digits = PhoneNumber.digits(of: text.latinDigits) else { return nil }
    if digits.hasPrefix("00") { digits = "+" + digits.dropFirst(2) }
    if digits.hasPrefix("0") { digits = "+880" + digits.dropFirst() }
    if digits.hasPrefix("880"), digits.count == 13 { digits = "+" + digits }
    if digits.hasPrefix("1"), digits.count == 10 { digits = "+880" + digits }
    if digits.hasPrefix("+8800") { digits = "+880" + digits.dropFirst(5) }
    guard digits.hasPrefix("+"), !digits.hasPrefix("+0"), (9...16).contains(digits.count),
      PhoneNumber.fitsItsCountry(digits)
    else { return nil }
    self.text = digits
  }

  /// Whether it is a mobile number of Bangladesh, which can receive SMS and bKash.
  package var isBangladeshiMobile: Bool { text.hasPrefix("+8801") }

  /// As people of the country write it: `01712-345678`; others as `+44…`.
  package var national: String {
    guard isBangladeshiMobile else { return text.hasPrefix("+880") ? "0" + text.dropFirst(4) : text }
    return "0\(text.dropFirst(4).prefix(4))-\(text.dropFirst(8))"
  }

  private static func digits(of text: String) -> String? {
    var digits = ""
    for scalar in text.replacing("(0)", with: "").unicodeScalars {
      switch scalar {
      case "0"..."9": digits.unicodeScalars.append(scalar)
      case "+" where digits.isEmpty: digits = "+"
      case " ", "-", ".", "(", ")", "/", "\u{a0}", "\u{2010}"..."\u{2013}", "\u{200b}"..."\u{200f}": continue
      default: return nil
      }
    }
    return digits
  }

  /// Bangladesh: mobile 1, 3 to 9, eight more digits; land lines 6 to 10 digits. Elsewhere any.
  private static func fitsItsCountry(_ number: String) -> Bool {
    guard number.hasPrefix("+880") else { return true }
    let rest = number.dropFirst(4)
    guard rest.hasPrefix("1") else { return (6...10).contains(rest.count) }
    return rest.count == 10 && rest.dropFirst().first.map { $0 >= "3" } ?? false
  }
}

extension PhoneNumber: Codable, LosslessStringConvertible {
  package var description: String { text }
  package init(from decoder: any Decoder) throws { self = try decoder.lossless() }
  package func encode(to encoder: any Encoder) throws { try encoder.lossless(self) }
}
