import Basics
import Testing

@testable import Crypto

@Suite struct `The code of an authenticator app` {
  private let totp = TOTP(secret: Array("12345678901234567890".utf8))

  // RFC 6238, appendix B: the last six of its eight digits.
  @Test(
    arguments: [
      (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
      (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ] as [(Int64, String)])
  func `is that of the standard`(seconds: Int64, code: String) {
    let now = Instant(microseconds: seconds * 1_000_000)
    #expect(totp.code(at: TOTP.step(at: now)) == code)
    #expect(totp.step(of: code, at: now) == seconds / 30)
  }

  // RFC 4226, appendix D.
  @Test func `of the first ten steps is that of the standard`() {
    let codes = [
      "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
    ]
    #expect((0..<10).map { totp.code(at: $0) } == codes)
  }

  @Test func `is good half a minute before and after, and no longer`() {
    let now = Instant(microseconds: 1_111_111_111_000_000)
    let step = TOTP.step(at: now)
    for (offset, isGood) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] as [(Int64, Bool)] {
      #expect(totp.step(of: totp.code(at: step + offset), at: now) == (isGood ? step + offset : nil))
    }
    #expect(totp.step(of: "", at: now) == nil)
    #expect(totp.step(of: totp.code(at: step) + "0", at: now) == nil)
  }

  // RFC 2202.
  @Test func `counts with HMAC-SHA-1`() {
    let mac = HMACSHA1.authenticate(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
    #expect(Hex.encode(mac) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    let long = HMACSHA1.authenticate(
      Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      key: [UInt8](repeating: 0xAA, count: 80))
    #expect(Hex.encode(long) == "aa4ae5e15272d00e95705637ce8a3b55ed402112")
  }

  @Test func `has an address that apps read`() {
    #expect(
      totp.address(issuer: "Haat", account: "asha+1@example.com")
        == "otpauth://totp/Haat:asha%2B1@example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Haat"
        + "&algorithm=SHA1&digits=6&period=30")
    #expect(totp.text == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
  }

  @Test func `has a secret that no log shows`() {
    #expect("\(totp)" == "TOTP(…)")
    var dumped = ""
    dump(totp, to: &dumped)
    #expect(!dumped.contains("49"))
  }

  // RFC 4648, 10.
  @Test(arguments: [
    ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
    ("foobar", "MZXW6YTBOI"),
  ])
  func `is written in Base32`(plain: String, text: String) {
    #expect(Base32.encode(Array(plain.utf8)) == text)
  }
}
