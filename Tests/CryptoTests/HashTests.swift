import Crypto
import Testing

@Suite struct `SHA-256` {
  /// FIPS 180-4's examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `gives the known answers`(text: String, digest: String) {
    #expect(Hex.encode(SHA256.hash(text)) == digest)
  }

  @Test func `does not mind how the bytes come`() {
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    for step in [1, 3, 63, 64, 65, 4096] {
      var hash = SHA256()
      for start in stride(from: 0, to: bytes.count, by: step) {
        hash.update(Array(bytes[start..<min(start + step, bytes.count)]))
      }
      #expect(hash.digest() == SHA256.hash(bytes))
      #expect(hash.digest() == SHA256.hash(bytes))
    }
  }
}

@Suite struct `HMAC with SHA-256` {
  /// RFC 4231, cases 1, 2 and 6 (a key longer than a block).
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func `gives the known answers`(key: [UInt8], message: String, code: String) throws {
    let made = HMACSHA256.authenticate(Array(message.utf8), key: key)
    #expect(Hex.encode(made) == code)
    #expect(HMACSHA256.verify(try #require(Hex.decode(code)), for: Array(message.utf8), key: key))
    #expect(!HMACSHA256.verify(Array(made.dropLast()), for: Array(message.utf8), key: key))
  }
}

@Suite struct `Bytes as text` {
  @Test func `agree with RFC 4648`() {
    for (plain, text) in [
      ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
      ("foobar", "Zm9vYmFy"),
    ] {
      #expect(Base64URL.encode(Array(plain.utf8)) == text)
      #expect(Base64URL.decode(text) == Array(plain.utf8))
    }
    #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
    #expect(Hex.encode([0, 0xAB, 0xFF]) == "00abff")
  }

  @Test(arguments: ["Zg==", "Zh", "Z", "Zm9v\n", " Zm9v", "Zm+v", "Zm/v", "Zm9v=", "দোকান"])
  func `refuse what was not so written`(text: String) { #expect(Base64URL.decode(text) == nil) }

  @Test(arguments: ["a", "0g", "0x00", "00 00", "\u{9E6}\u{9E6}"])
  func `refuse what is no hexadecimal`(text: String) { #expect(Hex.decode(text) == nil) }

  @Test func `come back as they were`() {
    for count in 0..<100 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255) }
      #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
      #expect(Hex.decode(Hex.encode(bytes)) == bytes)
      #expect(Hex.decode(Hex.encode(bytes).uppercased()) == bytes)
    }
  }

  @Test func `are compared whole`() {
    #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]) && constantTimeEqual([], []))
    #expect(!constantTimeEqual([1, 2, 3], [1, 2, 4]) && !constantTimeEqual([1, 2], [1, 2, 3]))
  }
}
