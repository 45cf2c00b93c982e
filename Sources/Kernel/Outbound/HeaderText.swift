/// Words for a header of a mail: one line, without any control character.
///
/// What a mail's header holds is of this type, so that nothing that came from outside can end the line and begin another
/// header, another recipient or the body.
package struct HeaderText: Hashable, Sendable {
  package let text: String

  /// Refuses what has a carriage return, a line feed, a NUL or any other control character.
  package init?(_ text: String) {
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return nil
    }
    self.text = text
  }

  /// No words at all.
  package static let none = HeaderText(words: "")

  private init(words: String) { text = words }

  /// As a header's unstructured value (RFC 5322, 2047): as it is where that is short and plain, else in encoded words.
  var unstructured: String { isPlain && text.utf8.count <= 60 ? text : encodedWords }

  /// As the name before an address: an atom, a quoted string, or encoded words.
  var phrase: String {
    guard isPlain, text.utf8.count <= 60 else { return encodedWords }
    if text.utf8.allSatisfy({ HeaderText.isAtom($0) || $0 == UInt8(ascii: " ") }) { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// What looks like an encoded word has to become one, or a reader would decode it.
  private var isPlain: Bool { text.utf8.allSatisfy { (0x20...0x7e).contains($0) } && !text.contains("=?") }

  /// A word has at most 75 characters, 45 bytes of text, and never a part of a character (RFC 2047, 2 and 5).
  private var encodedWords: String {
    var words: [[UInt8]] = [[]]
    for character in text {
      for piece in HeaderText.pieces(of: character) {
        if words[words.count - 1].count + piece.count > 45 { words.append([]) }
        words[words.count - 1] += piece
      }
    }
    return words.map { "=?UTF-8?B?\(base64($0))?=" }.joined(separator: "\r\n ")
  }

  /// A character stays whole, so that its marks are drawn with it, unless it is too long for a word itself.
  private static func pieces(of character: Character) -> [[UInt8]] {
    let whole = Array(character.utf8)
    return whole.count <= 45 ? [whole] : character.unicodeScalars.map { Array(String($0).utf8) }
  }

  private static func isAtom(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
  }
}

/// The standard alphabet with padding (RFC 4648, 4).
func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var result: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var bits: UInt32 = 0
    for offset in 0..<3 { bits = bits << 8 | (offset < group.count ? UInt32(group[start + offset]) : 0) }
    for place in 0..<4 {
      let isFilled = place <= group.count
      result.append(isFilled ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
    }
  }
  return String(decoding: result, as: UTF8.self)
}
