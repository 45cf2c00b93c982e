@_spi(_Unicode) import Swift

extension String {
  /// Unicode's composed form, and nothing else changed.
  ///
  /// The letters with a nukta come apart (U+09DF becomes U+09AF U+09BC), as Unicode excludes them from
  /// composition: what matters is that both spellings become one. The normaliser is the one that `String`
  /// itself compares by; the public way to one needs Foundation, 12 MB of memory.
  package var nfc: String {
    if isKnownToBeComposed { return self }
    var result = String.UnicodeScalarView()
    for scalar in _nfc { result.append(scalar) }
    return String(result)
  }

  /// Whether it is composed for certain: Latin without combining marks, and Bengali as most keyboards type
  /// it. The normaliser takes microseconds for a name, this nanoseconds.
  private var isKnownToBeComposed: Bool {
    var last: UInt32 = 0
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0..<0x300, 0x2010...0x2027: break
      // The second part of a vowel sign composes with U+09C7.
      case 0x9BE: if last == 0x9C7 { return false }
      // A nukta is in order right behind its consonant.
      case 0x9BC: if !(0x995...0x9B9).contains(last) { return false }
      case 0x9D7, 0x9DC, 0x9DD, 0x9DF, 0x9FE: return false
      case 0x980..<0xA00: break
      default: return false
      }
      last = scalar.value
    }
    return true
  }
}
