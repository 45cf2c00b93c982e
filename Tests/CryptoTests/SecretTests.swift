import Crypto
import Testing

@Suite struct `A token` {
  @Test func `is 43 characters that are read back`() throws {
    let token = Token.random()
    #expect(token.text.utf8.count == 43)
    #expect(Token(token.text) == token)
    #expect(token.hash.count == 32 && token.hash == Token(token.text)?.hash)
    #expect(token.hash == SHA256.hash(try #require(Base64URL.decode(token.text))))
  }

  @Test func `is never the same twice`() {
    #expect(Set((0..<1000).map { _ in Token.random().text }).count == 1000)
  }

  @Test(arguments: [
    "", "abc", String(repeating: "A", count: 42), String(repeating: "A", count: 44),
    String(repeating: "!", count: 43),
  ])
  func `refuses other text`(text: String) { #expect(Token(text) == nil) }

  @Test func `does not show itself in a log`() {
    let token = Token.random()
    var dumped = ""
    dump(token, to: &dumped)
    #expect(!"\(token)\(String(reflecting: token))\(dumped)".contains(token.text.prefix(8)))
    #expect("\(token)" == "Token(…)")
  }
}

@Suite struct `A secret key` {
  @Test func `is read from a setting`() throws {
    let key = SecretKey.random()
    let read = try #require(SecretKey(key.text))
    #expect(read.signature(of: [1]) == key.signature(of: [1]))
    #expect(SecretKey(String(repeating: "ab", count: 32)) != nil)
    #expect(SecretKey("short") == nil && SecretKey(String(repeating: "zz", count: 32)) == nil)
    #expect("\(key)" == "SecretKey(…)")
  }

  @Test func `signs for one purpose only`() {
    let key = SecretKey.random()
    let signature = key.derived(for: "csrf").signature(of: [1, 2])
    #expect(key.derived(for: "csrf").isSignature(signature, of: [1, 2]))
    #expect(!key.derived(for: "drafts").isSignature(signature, of: [1, 2]))
    #expect(!key.derived(for: "csrf").isSignature(signature, of: [1, 3]))
  }
}

@Suite struct `A sealed box` {
  let box = SealedBox(key: .random())

  @Test(arguments: [0, 1, 100, 100_000])
  func `opens to what was sealed`(count: Int) {
    let message = (0..<count).map { _ in UInt8.random(in: 0...255) }
    let sealed = box.seal(message, associated: Array("account".utf8))
    #expect(sealed.count == count + 40)
    #expect(box.open(sealed, associated: Array("account".utf8)) == message)
  }

  @Test func `stays shut when a bit was changed, cut off or added`() {
    let sealed = box.seal([1, 2, 3], associated: [9])
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      #expect(box.open(changed, associated: [9]) == nil)
    }
    for count in 0..<sealed.count { #expect(box.open(Array(sealed.prefix(count)), associated: [9]) == nil) }
    #expect(box.open(sealed + [0], associated: [9]) == nil)
  }

  @Test func `stays shut for another key and other associated bytes`() {
    let sealed = box.seal([1, 2, 3], associated: [9])
    #expect(SealedBox(key: .random()).open(sealed, associated: [9]) == nil)
    #expect(box.open(sealed, associated: [8]) == nil && box.open(sealed) == nil)
  }

  @Test func `never looks the same`() {
    #expect(box.seal([1]) != box.seal([1]))
  }

  /// draft-irtf-cfrg-xchacha-03, A.3.1.
  @Test func `opens what another implementation sealed`() throws {
    let key = try #require(SecretKey("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"))
    let nonce = try #require(Hex.decode("404142434445464748494a4b4c4d4e4f5051525354555657"))
    let associated = try #require(Hex.decode("50515253c0c1c2c3c4c5c6c7"))
    let body = try #require(
      Hex.decode(
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
          + "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
          + "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
          + "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49"))
    let opened = try #require(SealedBox(key: key).open(nonce + body, associated: associated))
    #expect(String(decoding: opened, as: UTF8.self).hasPrefix("Ladies and Gentlemen of the class of '99"))
  }
}
