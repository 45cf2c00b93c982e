/// One mailbox, as it was given but for the case of its domain.
///
/// The local part is what providers hand out (RFC 5321 dot-string): no quotes, no comments, ASCII. A domain
/// in another script is written in its `xn--` form. At most 254 bytes.
package struct EmailAddress: Hashable, Sendable {
  package let text: String

  /// Reads one address; spaces around it are dropped.
  package init?(_ text: String) {
    let trimmed = text.normalizedLine
    let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
    guard trimmed.utf8.count <= 254, parts.count == 2, EmailAddress.isLocal(parts[0].utf8),
      EmailAddress.isDomain(parts[1].utf8)
    else { return nil }
    self.text = "\(parts[0])@\(parts[1].lowercased())"
  }

  /// What two spellings of one mailbox share: all in lower case. Look accounts up by it.
  package var key: String { text.lowercased() }
  package var domain: Substring { text[text.index(after: text.lastIndex(of: "@") ?? text.startIndex)...] }

  private static func isLocal(_ bytes: Substring.UTF8View) -> Bool {
    guard (1...64).contains(bytes.count), bytes.first != UInt8(ascii: "."), bytes.last != UInt8(ascii: ".")
    else {
      return false
    }
    var last: UInt8 = 0
    for byte in bytes {
      guard isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~.".utf8.contains(byte) else { return false }
      if byte == UInt8(ascii: "."), last == byte { return false }
      last = byte
    }
    return true
  }

  private static func isDomain(_ bytes: Substring.UTF8View) -> Bool {
    let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count >= 2, let top = labels.last, !top.allSatisfy({ $0 < UInt8(ascii: "A") }) else {
      return false
    }
    return labels.allSatisfy { label in
      (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
        && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}

extension EmailAddress: Codable, LosslessStringConvertible {
  package var description: String { text }
  package init(from decoder: any Decoder) throws { self = try decoder.lossless() }
  package func encode(to encoder: any Encoder) throws { try encoder.lossless(self) }
}
