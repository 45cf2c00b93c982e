import Glibc

/// The key of a row of one kind: a UUID of version 7, made by the application.
///
/// Written in lower case in URLs and in the API. Two kinds of row have keys of two types, so one cannot be
/// passed for the other. The first 48 bits are milliseconds since 1970, so newer keys sort behind older ones
/// (RFC 9562).
package struct RecordID<Of>: Hashable, Sendable {
  package let high: UInt64
  package let low: UInt64

  @inlinable package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// A new key for the time given in milliseconds since 1970; the time of the call when none is given.
  package init(at milliseconds: UInt64 = RecordClock.milliseconds()) {
    let random = RecordClock.random()
    high = milliseconds << 16 | 0x7000 | random.0 & 0xFFF
    low = 0x8000_0000_0000_0000 | random.1 >> 2
  }

  /// Reads the 36 characters of a UUID in lower case, and nothing else.
  package init?(_ text: some StringProtocol) {
    var words: (UInt64, UInt64) = (0, 0)
    var digits = 0
    var position = 0
    for byte in text.utf8 {
      defer { position += 1 }
      if position == 8 || position == 13 || position == 18 || position == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      let value: UInt64
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt64(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = UInt64(byte - UInt8(ascii: "a") + 10)
      default: return nil
      }
      if digits < 16 { words.0 = words.0 << 4 | value } else { words.1 = words.1 << 4 | value }
      digits += 1
    }
    guard digits == 32, position == 36 else { return nil }
    self.init(high: words.0, low: words.1)
  }
}

package enum RecordClock {
  package static func milliseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
  }

  /// 128 bits from the system in one call; the standard generator makes a call for each 64.
  static func random() -> (UInt64, UInt64) {
    var bits: (UInt64, UInt64) = (0, 0)
    let code = withUnsafeMutableBytes(of: &bits) { bits in bits.baseAddress.map { getentropy($0, bits.count) }
    }
    precondition(code == 0, "the system gives no random bytes")
    return bits
  }
}

extension RecordID: Comparable {
  package static func < (a: Self, b: Self) -> Bool { (a.high, a.low) < (b.high, b.low) }
}

extension RecordID: CustomStringConvertible {
  package var description: String {
    String(unsafeUninitializedCapacity: 36) { buffer in
      let digits: StaticString = "0123456789abcdef"
      var position = 0
      for nibble in 0..<32 {
        if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
          buffer[position] = UInt8(ascii: "-")
          position += 1
        }
        let word = nibble < 16 ? high : low
        buffer[position] = digits.utf8Start[Int(word >> UInt64(60 - nibble % 16 * 4) & 15)]
        position += 1
      }
      return 36
    }
  }
}

/// Stands for the row of a tenant where the kernel speaks of one.
package enum AnyTenant {}
package typealias TenantID = RecordID<AnyTenant>

extension RecordID where Of == AnyTenant {
  /// What is nobody's business: the tenant of zeros holds the platform's own jobs, mails and log.
  package static var platform: TenantID { TenantID(high: 0, low: 0) }
}

/// Stands for the row of a person where the kernel speaks of one.
package enum AnyPerson {}
package typealias PersonID = RecordID<AnyPerson>

extension RecordID: Codable, LosslessStringConvertible {
  package init(from decoder: any Decoder) throws { self = try decoder.lossless() }
  package func encode(to encoder: any Encoder) throws { try encoder.lossless(self) }
}
