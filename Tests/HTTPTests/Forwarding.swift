import Testing

@testable import HTTP

@Suite struct `Forwarding headers` {
  /// What the server sees of a request that came from that peer.
  private func forwarding(
    _ headers: String, peer: String = "10.0.0.5", trusted: [String] = ["10.0.0.0/8", "fd00::/8"]
  )
    throws -> Forwarding?
  {
    var parser = HeadParser()
    let bytes = Array("GET / HTTP/1.1\r\nHost: app\r\n\(headers)\r\n".utf8)
    guard case .complete(let head, _) = parser.parse(bytes.span) else { throw FormError.malformed }
    return Forwarding(
      head, peer: try #require(IPAddress(peer)), trusted: trusted.compactMap(AddressBlock.init))
  }

  private static let forged =
    "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: bank\r\n"

  @Test func `count for nothing from anybody`() throws {
    let seen = try #require(try forwarding(Self.forged, peer: "192.0.2.1"))
    #expect(seen.client.description == "192.0.2.1")
    #expect(!seen.isSecure)
    #expect(seen.host == HTTPHost("app"))
  }

  @Test func `count from a trusted proxy`() throws {
    let seen = try #require(try forwarding(Self.forged))
    #expect(seen.client.description == "1.2.3.4")
    #expect(seen.isSecure)
    #expect(seen.host == HTTPHost("bank"))
  }

  @Test func `the client is the last that no trusted proxy vouches for`() throws {
    let lines = "X-Forwarded-For: 6.6.6.6, 1.2.3.4\r\nX-Forwarded-For: 10.1.1.1 , 10.2.2.2\r\n"
    #expect(try forwarding(lines)?.client.description == "1.2.3.4")
    #expect(try forwarding("X-Forwarded-For: 10.1.1.1\r\n")?.client.description == "10.1.1.1")
    #expect(
      try forwarding("X-Forwarded-For: 2001:db8::1\r\n", peer: "fd00::7")?.client.description == "2001:db8::1"
    )
    #expect(try forwarding("")?.client.description == "10.0.0.5")
  }

  @Test(arguments: [
    "X-Forwarded-For: unknown\r\n", "X-Forwarded-For: 1.2.3.4:80\r\n", "X-Forwarded-For: 1.2.3.4, \r\n",
    "X-Forwarded-Proto: ftp\r\n", "X-Forwarded-Proto: https\r\nX-Forwarded-Proto: http\r\n",
    "X-Forwarded-Host: a, b\r\n", "X-Forwarded-Host: a\r\nX-Forwarded-Host: b\r\n",
    "X-Forwarded-Host: a b\r\n",
  ]) func `that cannot be read are refused`(_ lines: String) throws {
    #expect(try forwarding(lines) == nil)
  }

  @Test func `of a proxy on this machine reach the application`() throws {
    let server = try TestServer { $0.trustedProxies = [AddressBlock("127.0.0.1")].compactMap(\.self) }
    let seen = server.get("/describe", Self.forged)?.text
    #expect(seen == "GET /describe ?\nhost bank\nclient 1.2.3.4 secure true")
    #expect(server.get("/describe", "X-Forwarded-Proto: gopher\r\n")?.status == 400)
    let distrusting = try TestServer.patient.get().get("/describe", Self.forged)?.text
    #expect(distrusting == "GET /describe ?\nhost test\nclient 127.0.0.1 secure false")
  }
}

@Suite struct Addresses {
  @Test(arguments: ["127.0.0.1", "255.255.255.255", "0.0.0.0", "::1", "2001:db8::1", "fe80::1:2:3:4"])
  func `are written as they are read`(_ text: String) {
    #expect(IPAddress(text)?.description == text)
  }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", "::g", "[::1]", "fe80::1%eth0",
    "localhost",
  ])
  func `that are none are refused`(_ text: String) { #expect(IPAddress(text) == nil) }

  @Test func `of version 4 are the same when mapped to version 6`() {
    #expect(IPAddress("::ffff:127.0.0.1") == IPAddress("127.0.0.1"))
  }

  @Test func `of this machine are known`() throws {
    for text in ["127.0.0.1", "127.9.9.9", "::1"] { #expect(try #require(IPAddress(text)).isLoopback) }
    for text in ["128.0.0.1", "::2", "::ffff:1.2.3.4"] { #expect(try !#require(IPAddress(text)).isLoopback) }
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("0.0.0.0/0", "9.9.9.9", true),
    ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "9.9.9.9", true), ("192.168.1.1", "192.168.1.1", true),
    ("192.168.1.1", "192.168.1.2", false), ("2001:db8::/33", "2001:db8:7fff::1", true),
    ("2001:db8::/33", "2001:db8:8000::1", false), ("fd00::/72", "fd00::00ff:0:0:1", true),
    ("fd00::/72", "fd00::1ff:0:0:1", false),
  ]) func `belong to blocks or not`(_ block: String, _ address: String, _ belongs: Bool) throws {
    #expect(try #require(AddressBlock(block)).contains(try #require(IPAddress(address))) == belongs)
  }

  @Test(arguments: [
    "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/", "10.0.0.0/-1", "/8", "::/129", "10.0.0.0/8/8", "any",
  ])
  func `blocks that are none are refused`(_ text: String) { #expect(AddressBlock(text) == nil) }
}
