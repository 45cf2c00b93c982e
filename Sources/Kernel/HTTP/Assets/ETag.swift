/// The name of one state of a resource (RFC 9110 §8.8.3), strong: the same tag means the same bytes.
package struct ETag: Hashable, Sendable, CustomStringConvertible {
  /// With its quotes.
  package let description: String

  /// Characters other than printable ASCII and quotes are not for tags.
  package init(_ opaque: String) {
    precondition(opaque.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\"") }, "no entity tag")
    description = "\"\(opaque)\""
  }

  /// Whether an If-None-Match header names it, or any. Compared weakly, as the RFC has it for this header.
  package func isNamed(in header: String) -> Bool {
    header.split(separator: ",").contains { candidate in
      var tag = candidate.drop { $0 == " " || $0 == "\t" }
      while tag.last == " " || tag.last == "\t" { tag.removeLast() }
      return tag == "*" || tag == description[...] || tag == "W/\(description)"
    }
  }
}

/// 64 bits of FNV-1a in hexadecimal: names a version of our own files. No protection against somebody who makes two
/// files with the same name on purpose, which nobody can who cannot change our files anyway.
func fingerprint(_ bytes: [UInt8]) -> String {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return RequestID(bits: hash).description
}
