/// Bytes as letters and digits that people can type (RFC 4648, 6), without padding.
package enum Base32 {
  package static func encode(_ bytes: [UInt8]) -> String {
    var text = ""
    var (held, count) = (UInt32(0), 0)
    for byte in bytes {
      held = held << 8 | UInt32(byte)
      count += 8
      while count >= 5 {
        count -= 5
        text.append(letters[Int(held >> UInt32(count)) & 31])
      }
      held &= 31
    }
    if count > 0 { text.append(letters[Int(held << UInt32(5 - count)) & 31]) }
    return text
  }

  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
}
