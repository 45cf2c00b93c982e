import Basics

/// Numbers as people and spreadsheets write them: `1.234,56`, `৳ ১,২০০`, `(12.50)`, `15 %`, `1 234-`.
enum NumberText {
  /// A number to a millionth; nil when it is not exactly one.
  static func decimal(_ bytes: UnsafeBufferPointer<UInt8>, mark: DecimalMark) -> UnitPrice? {
    if mark == .point, let price = UnitPrice(bytes: bytes) { return price }
    return plain(bytes, mark: mark).flatMap { $0.withUnsafeBufferPointer { UnitPrice(bytes: $0) } }
  }

  /// A whole number; `12.00` is one.
  static func integer(_ bytes: UnsafeBufferPointer<UInt8>, mark: DecimalMark) -> Int64? {
    if mark == .point, let number = Int64(bytes: bytes) { return number }
    return plain(bytes, mark: mark).flatMap { $0.withUnsafeBufferPointer { Int64(bytes: $0) } }
  }

  /// The number with a minus in front, commas between groups and a point before the fraction.
  static func plain(_ bytes: UnsafeBufferPointer<UInt8>, mark: DecimalMark) -> [UInt8]? {
    guard bytes.count <= 60 else { return nil }
    var scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    guard let isNegative = takeSigns(&scalars) else { return nil }
    var plain: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    for scalar in scalars {
      guard let byte = byte(of: scalar, mark: mark) else { return nil }
      plain.append(byte)
    }
    return plain
  }

  /// Takes what stands around the digits: signs, brackets, spaces, currencies and per cent.
  /// - Returns: whether it is negative; nil when what stands there is nothing of the kind, or contradicts itself.
  private static func takeSigns(_ scalars: inout ArraySlice<Unicode.Scalar>) -> Bool? {
    var front = scalars.prefix { !isDigit($0) }
    // The point of .5 is the number's, that of Tk. is not.
    if let last = front.last, last == "." || last == ",",
      front.dropLast().last?.properties.isAlphabetic != true
    {
      front.removeLast()
    }
    let back = scalars.dropFirst(front.count).reversed().prefix { !isDigit($0) }
    scalars = scalars.dropFirst(front.count).dropLast(back.count)
    guard !scalars.isEmpty, let before = signs(front), let behind = signs(Array(back.reversed())) else {
      return nil
    }
    switch (before, behind) {
    case ("", ""), ("+", ""): return false
    case ("-", ""), ("", "-"), ("(", ")"): return true
    default: return nil
    }
  }

  /// The sign among them, with the currency left out; nil when there is something else.
  private static func signs(_ scalars: some Collection<Unicode.Scalar>) -> String? {
    var signs = ""
    var word = ""
    for scalar in scalars {
      switch scalar {
      case "-", "\u{2212}", "\u{2013}": signs += "-"
      case "+", "(", ")": signs.unicodeScalars.append(scalar)
      case _ where isSpace(scalar) || currencySigns.contains(scalar): continue
      default: word.unicodeScalars.append(scalar)
      }
    }
    return word.isEmpty || isCurrency(word) ? signs : nil
  }

  private static func isCurrency(_ word: String) -> Bool {
    let word = word.lowercased()
    return currencyWords.contains(word) || (word.utf8.count == 3 && Currency(word.uppercased()) != nil)
  }

  private static let currencySigns: Set<Unicode.Scalar> = [
    "৳", "$", "€", "£", "₹", "¥", "₨", "%", "\u{00A4}",
  ]
  private static let currencyWords: Set<String> = [
    "tk", "tk.", "taka", "টাকা", "rs", "rs.", "kr", "kr.", "us", "/-",
  ]

  private static func byte(of scalar: Unicode.Scalar, mark: DecimalMark) -> UInt8? {
    switch scalar {
    case ".": return mark == .point ? UInt8(ascii: ".") : UInt8(ascii: ",")
    case ",": return mark == .point ? UInt8(ascii: ",") : UInt8(ascii: ".")
    case "'", "\u{2019}": return UInt8(ascii: ",")
    case _ where isSpace(scalar): return UInt8(ascii: ",")
    default:
      let digit = scalar.latinDigit ?? scalar
      return isDigit(digit) ? UInt8(ascii: digit) : nil
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || scalar.latinDigit != nil
  }

  /// Spaces people group digits with, the unbroken and the narrow ones too.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    [" ", "\u{A0}", "\u{202F}", "\u{2009}", "\t"].contains(scalar)
  }

  /// Without the spaces at its ends, unbroken ones too.
  static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var range = bytes.indices
    while let first = range.first {
      if isSpace(bytes[first]) {
        range.removeFirst()
      } else if range.count > 1, bytes[first] == 0xC2, bytes[first + 1] == 0xA0 {
        range.removeFirst(2)
      } else {
        break
      }
    }
    while let last = range.last {
      if isSpace(bytes[last]) {
        range.removeLast()
      } else if range.count > 1, bytes[last] == 0xA0, bytes[last - 1] == 0xC2 {
        range.removeLast(2)
      } else {
        break
      }
    }
    return UnsafeBufferPointer(rebasing: bytes[range])
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (9...13).contains(byte)
  }
}

/// Yes and no as files say it.
enum FlagText {
  static func parse(_ text: String) -> Bool? {
    switch text.normalizedLine.latinDigits.lowercased() {
    case "1", "yes", "y", "true", "t", "on", "x", "হ্যাঁ", "হ্যা", "হাঁ": true
    case "0", "no", "n", "false", "f", "off", "না": false
    default: nil
    }
  }
}
