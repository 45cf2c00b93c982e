import Basics

/// The codes of an authenticator app: six digits of an HMAC-SHA-1 over the number of half minutes since 1970 (RFC 6238).
package struct TOTP: Sendable {
  private let secret: [UInt8]

  /// 20 bytes, as RFC 4226 recommends; apps take from 16 to 64.
  package init(secret: [UInt8]) { self.secret = secret }

  /// A new one from the system's randomness.
  package static func random() -> TOTP { TOTP(secret: Sodium.randomBytes(20)) }

  /// What has to be kept, sealed.
  package var bytes: [UInt8] { secret }

  /// How long a code is shown.
  package static let period: Int64 = 30
  package static let digits = 6

  /// Which half minute it is.
  package static func step(at now: Instant) -> Int64 { now.microseconds / (period * 1_000_000) }

  package func code(at step: Int64) -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
    let mac = HMACSHA1.authenticate(counter, key: secret)
    let offset = Int(mac[19] & 0x0F)
    let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let text = String(number % 1_000_000)
    return String(repeating: "0", count: TOTP.digits - text.count) + text
  }

  /// The half minute whose code this is: this one, the one before or the one after, since clocks differ; nil for a code of
  /// none of them. The caller keeps the step and refuses it, and every one before it, from then on.
  package func step(of code: String, at now: Instant) -> Int64? {
    let typed = Array(code.utf8)
    let here = TOTP.step(at: now)
    // All three are compared, so that the time taken does not tell which.
    return [here, here - 1, here + 1].reduce(nil) { found, step in
      let matches = constantTimeEqual(typed, Array(self.code(at: step).utf8))
      return found ?? (matches ? step : nil)
    }
  }

  /// The secret as people type it into an app: Base32 in groups of four.
  package var text: String {
    let letters = Array(Base32.encode(secret))
    return stride(from: 0, to: letters.count, by: 4)
      .map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: " ")
  }

  /// What an app reads from the QR code (Google's Key Uri Format). `issuer` and `account` are shown in the app's list.
  package func address(issuer: String, account: String) -> String {
    let (issuer, account) = (TOTP.escaped(issuer), TOTP.escaped(account))
    return "otpauth://totp/\(issuer):\(account)?secret=\(Base32.encode(secret))&issuer=\(issuer)"
      + "&algorithm=SHA1&digits=\(TOTP.digits)&period=\(TOTP.period)"
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "-._~@".utf8.contains(byte)
      return isPlain
        ? String(Unicode.Scalar(byte))
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}

/// So that no log shows a secret.
extension TOTP: CustomStringConvertible, CustomReflectable {
  package var description: String { "TOTP(…)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
