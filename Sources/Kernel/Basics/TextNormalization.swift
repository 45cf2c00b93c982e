// What people type and files hold, made comparable before it is stored. Everything that comes in passes here
// once.

extension String {
  /// For what is one line, a name or a title: NFC, no control or invisible characters, every run of white
  /// space one space, none at the ends.
  package var normalizedLine: String { TextNormalizer.normalized(self, lines: false) }

  /// For what may have paragraphs: the same within each line; lines end with one LF, none empty at the ends.
  package var normalizedText: String { TextNormalizer.normalized(self, lines: true) }

  /// The first so many code points. As many as a column takes are counted so: to PostgreSQL a letter with its marks is
  /// several, to Swift one.
  package func cut(to count: Int) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: unicodeScalars.prefix(count))
    return String(result)
  }

  /// Bengali (and Arabic, Devanagari) digits as ASCII ones, everything else as it is.
  package var latinDigits: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars { result.append(scalar.latinDigit ?? scalar) }
    return String(result)
  }
}

extension Unicode.Scalar {
  /// The ASCII digit of a digit of the scripts our shops write in.
  package var latinDigit: Unicode.Scalar? {
    let zero: UInt32
    switch value {
    case 0x9E6...0x9EF: zero = 0x9E6
    case 0x966...0x96F: zero = 0x966
    case 0x660...0x669: zero = 0x660
    case 0x6F0...0x6F9: zero = 0x6F0
    default: return nil
    }
    return Unicode.Scalar(UInt8(0x30 + value - zero))
  }
}

private enum TextNormalizer {
  static func normalized(_ text: String, lines: Bool) -> String {
    if isClean(text) { return text }
    var (result, isStable) = pass(text, lines: lines)
    // What is taken away may let its neighbours be composed.
    while !isStable { (result, isStable) = pass(result, lines: lines) }
    return result
  }

  private static func pass(_ text: String, lines: Bool) -> (String, isStable: Bool) {
    let scalars = Array(withoutEndlessMarks(text).nfc.unicodeScalars)
    let joined = withoutStrayJoiners(scalars)
    var isStable = joined.count == scalars.count
    var result = String.UnicodeScalarView()
    var (space, breaks) = (false, 0)
    var last: Unicode.Scalar = " "
    for scalar in joined {
      defer { last = scalar }
      switch kind(of: scalar) {
      case .drop: isStable = false
      case .lineFeed where lines: breaks += last == "\r" && scalar == "\n" ? 0 : 1
      case .lineFeed, .space: space = true
      case .keep:
        if !result.isEmpty { result.append(contentsOf: separator(space, breaks)) }
        (space, breaks) = (false, 0)
        result.append(scalar)
      }
    }
    return (String(result), isStable)
  }

  /// No script puts 30 marks on a letter, and the normaliser takes the square of their number.
  /// Source: Unicode Standard Annex #15, Stream-Safe Text Format.
  private static func withoutEndlessMarks(_ text: String) -> String {
    guard text.utf8.count > 60 else { return text }
    var kept = String.UnicodeScalarView()
    var marks = 0
    for scalar in text.unicodeScalars {
      let isMark = scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
      marks = isMark ? marks + 1 : 0
      if marks <= 30 { kept.append(scalar) }
    }
    return String(kept)
  }

  /// Between two words: line breaks, of which two make a paragraph, or a space.
  private static func separator(_ space: Bool, _ breaks: Int) -> String.UnicodeScalarView {
    (breaks > 1 ? "\n\n" : breaks == 1 ? "\n" : space ? " " : "").unicodeScalars
  }

  /// Whether nothing would change: printable ASCII with single spaces inside. Most of what comes is.
  private static func isClean(_ text: String) -> Bool {
    var last = UInt8(ascii: " ")
    for byte in text.utf8 {
      guard byte >= 0x20, byte < 0x7F, byte != 0x20 || last != 0x20 else { return false }
      last = byte
    }
    return last != 0x20 || text.isEmpty
  }

  private enum Kind { case keep, space, lineFeed, drop }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x0A, 0x0D, 0x0B, 0x0C, 0x85, 0x2028, 0x2029: .lineFeed
    case 0x20, 0x09, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: .space
    case 0..<0x20, 0x7F..<0xA0: .drop
    // Soft hyphen, zero-width space, direction marks and overrides, word joiner, byte order mark, not
    // characters.
    case 0xAD, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: .drop
    case 0xFDD0...0xFDEF: .drop
    default: scalar.value & 0xFFFE == 0xFFFE ? .drop : .keep
    }
  }

  /// Joiners stay where they change what is read, and only there: U+200C behind a hasanta (উদ্‌যাপন) and
  /// between Arabic letters, U+200D beside a hasanta (র‍্যাব) and within an emoji.
  private static func withoutStrayJoiners(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard scalars.contains(where: { $0 == zwnj || $0 == zwj }) else { return scalars }
    var kept: [Unicode.Scalar] = []
    for (index, scalar) in scalars.enumerated() {
      if scalar == zwnj || scalar == zwj {
        guard let before = kept.last, before != zwnj, before != zwj, index + 1 < scalars.count,
          joins(scalar, before, scalars[index + 1])
        else { continue }
      }
      kept.append(scalar)
    }
    return kept
  }

  private static func joins(_ joiner: Unicode.Scalar, _ before: Unicode.Scalar, _ after: Unicode.Scalar)
    -> Bool
  {
    let letterFollows = after.properties.isAlphabetic
    if isVirama(before) { return letterFollows }
    if joiner == zwnj { return isArabic(before) && isArabic(after) }
    return (before.properties.isAlphabetic && isVirama(after))
      || (isPictograph(before) && isPictograph(after))
  }

  private static let zwnj: Unicode.Scalar = "\u{200C}"
  private static let zwj: Unicode.Scalar = "\u{200D}"

  private static func isVirama(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.canonicalCombiningClass == .virama
  }

  private static func isArabic(_ scalar: Unicode.Scalar) -> Bool { (0x620...0x6FF).contains(scalar.value) }

  private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0xFF && (scalar.properties.isEmoji || scalar.value == 0xFE0F)
  }
}
