import Testing

@testable import HTTP

/// What a client sends, byte for byte, and what must come of it.
struct RawCase: Sendable, CustomTestStringConvertible {
  enum Outcome: Equatable, Sendable {
    case refused(HTTPRefusal)
    /// What `/describe` is expected to see, without the lines about who asks.
    case accepted(HTTPMethod, path: String, query: String)
  }

  let name: String
  let bytes: [UInt8]
  let outcome: Outcome

  var testDescription: String { name }

  init(_ name: String, _ text: String, _ outcome: Outcome) { self.init(name, Array(text.utf8), outcome) }

  init(_ name: String, _ bytes: [UInt8], _ outcome: Outcome) {
    self.name = name
    self.bytes = bytes
    self.outcome = outcome
  }

  static func request(line: String, _ name: String, _ outcome: Outcome) -> RawCase {
    RawCase(name, "\(line)\r\nHost: test\r\n\r\n", outcome)
  }

  static func header(_ lines: String, _ name: String, _ outcome: Outcome) -> RawCase {
    RawCase(name, "GET /describe HTTP/1.1\r\nHost: test\r\n\(lines)\r\n\r\n", outcome)
  }

  static func post(_ lines: String, _ name: String, _ outcome: Outcome) -> RawCase {
    RawCase(name, "POST /describe HTTP/1.1\r\nHost: test\r\n\(lines)\r\n\r\n", outcome)
  }

  static func host(_ value: String, _ name: String, _ outcome: Outcome) -> RawCase {
    RawCase(name, "GET /describe HTTP/1.1\r\nHost: \(value)\r\n\r\n", outcome)
  }

  static func target(_ target: String, _ name: String, _ outcome: Outcome) -> RawCase {
    request(line: "GET \(target) HTTP/1.1", name, outcome)
  }

  private static let plain = Outcome.accepted(.get, path: "/describe", query: "")

  static let all = requestLines + targets + hosts + headers + framings + limits

  private static let requestLines: [RawCase] = [
    request(line: "GET /describe HTTP/1.1", "a plain request", plain),
    RawCase("HTTP/1.0 without a host", "GET /describe HTTP/1.0\r\n\r\n", plain),
    request(line: "OPTIONS /describe HTTP/1.1", "OPTIONS", .accepted(.options, path: "/describe", query: "")),
    request(line: "DELETE /describe HTTP/1.1", "DELETE", .accepted(.delete, path: "/describe", query: "")),
    request(line: "GET  /describe HTTP/1.1", "two spaces before the target", .refused(.malformedTarget)),
    request(
      line: "GET /describe  HTTP/1.1", "two spaces before the version", .refused(.malformedRequestLine)),
    request(line: "GET /describe HTTP/1.1 ", "a space behind the version", .refused(.malformedRequestLine)),
    request(line: " GET /describe HTTP/1.1", "a space before the method", .refused(.malformedRequestLine)),
    request(line: "GET\t/describe HTTP/1.1", "a tab for a space", .refused(.malformedRequestLine)),
    request(line: "GET /describe", "HTTP/0.9", .refused(.malformedRequestLine)),
    request(line: "GET /describe HTTP/2.0", "version 2.0", .refused(.unknownVersion)),
    request(line: "GET /describe HTTP/1.2", "version 1.2", .refused(.unknownVersion)),
    request(line: "GET /describe HTTP/0.9", "version 0.9", .refused(.unknownVersion)),
    request(line: "GET /describe http/1.1", "a version in lower case", .refused(.malformedRequestLine)),
    request(line: "GET /describe HTTP/1.10", "a version of three digits", .refused(.malformedRequestLine)),
    request(line: "GET /describe HTTP/11", "a version without a dot", .refused(.malformedRequestLine)),
    request(line: "get /describe HTTP/1.1", "a method in lower case", .refused(.unknownMethod)),
    request(line: "BREW /describe HTTP/1.1", "an unknown method", .refused(.unknownMethod)),
    request(line: "ABCDEFGHIJKLMNOPQRST / HTTP/1.1", "a long method", .refused(.unknownMethod)),
    request(line: "TRACE /describe HTTP/1.1", "TRACE", .refused(.methodNotServed)),
    request(line: "CONNECT test:443 HTTP/1.1", "CONNECT", .refused(.methodNotServed)),
    request(line: "G(T /describe HTTP/1.1", "a method that is no token", .refused(.malformedRequestLine)),
    RawCase(
      "an empty line first", "\r\nGET / HTTP/1.1\r\nHost: test\r\n\r\n", .refused(.malformedRequestLine)),
    RawCase(
      "a line feed alone ends the request line", "GET / HTTP/1.1\nHost: test\r\n\r\n",
      .refused(.malformedRequestLine)),
    RawCase(
      "a carriage return alone ends the request line", "GET / HTTP/1.1\rHost: test\r\n\r\n",
      .refused(.malformedRequestLine)),
    RawCase(
      "a NUL in the request line", "GET /\0 HTTP/1.1\r\nHost: test\r\n\r\n", .refused(.malformedTarget)),
    RawCase("a TLS hello", [22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3], .refused(.malformedRequestLine)),
    RawCase("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .refused(.unknownMethod)),
  ]

  private static let targets: [RawCase] = [
    target("/describe?a=1&b=%20", "a query", .accepted(.get, path: "/describe", query: "a=1&b=%20")),
    target("/describe?", "an empty query", plain),
    target(
      "/describe?a?b/c", "question mark and slash in the query",
      .accepted(.get, path: "/describe", query: "a?b/c")),
    target("/%64escribe", "an escaped letter", plain),
    target(
      "/describe?q=[1]|{2}", "what browsers leave in a query",
      .accepted(.get, path: "/describe", query: "q=[1]|{2}")),
    target("http://test/describe", "the absolute form", .refused(.malformedTarget)),
    target("*", "the asterisk form", .refused(.malformedTarget)),
    target("describe", "no slash at the front", .refused(.malformedTarget)),
    target("//evil.example/", "two slashes at the front", .refused(.malformedTarget)),
    target("/a//b", "an empty segment", .refused(.malformedTarget)),
    target("/a/../b", "a double dot segment", .refused(.malformedTarget)),
    target("/a/./b", "a dot segment", .refused(.malformedTarget)),
    target("/a/..", "a double dot segment at the end", .refused(.malformedTarget)),
    target("/%2e%2e/etc", "an escaped double dot segment", .refused(.malformedTarget)),
    target("/.%2E/etc", "a half escaped double dot segment", .refused(.malformedTarget)),
    target("/a%2Fb", "an escaped slash", .refused(.malformedTarget)),
    target("/a%5cb", "an escaped backslash", .refused(.malformedTarget)),
    target("/a\\b", "a backslash", .refused(.malformedTarget)),
    target("/a%00", "an escaped NUL", .refused(.malformedTarget)),
    target("/a%0d%0ab", "escaped line ends", .refused(.malformedTarget)),
    target("/a%7f", "an escaped DEL", .refused(.malformedTarget)),
    target("/a%", "a percent sign at the end", .refused(.malformedTarget)),
    target("/a%4", "half an escape", .refused(.malformedTarget)),
    target("/a%zz", "an escape that is none", .refused(.malformedTarget)),
    target("/a%u0041", "an escape of another world", .refused(.malformedTarget)),
    target("/a%ff", "an escape that is no UTF-8", .refused(.malformedTarget)),
    target("/a%c0%af", "an overlong slash", .refused(.malformedTarget)),
    target("/a%ed%a0%80", "an escaped surrogate", .refused(.malformedTarget)),
    target("/a#b", "a fragment", .refused(.malformedTarget)),
    target("/a\"b", "a quote", .refused(.malformedTarget)),
    target("/a?b#c", "a fragment behind the query", .refused(.malformedTarget)),
    target("/কেনাকাটা", "letters that are not escaped", .refused(.malformedTarget)),
  ]

  private static let hosts: [RawCase] = [
    host("test:8080", "a host with a port", plain),
    host("127.0.0.1:80", "an address", plain),
    host("[::1]:8080", "an address of version 6", plain),
    host("Dokan.Localhost", "a host in capitals", plain),
    RawCase("no host", "GET / HTTP/1.1\r\n\r\n", .refused(.malformedHost)),
    RawCase("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", .refused(.malformedHost)),
    RawCase("the same host twice", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", .refused(.malformedHost)),
    RawCase(
      "two hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", .refused(.malformedHost)),
    host("", "an empty host", .refused(.malformedHost)),
    host("a b", "a host with a space", .refused(.malformedHost)),
    host("a,b", "a list of hosts", .refused(.malformedHost)),
    host("user@test", "a host with a user", .refused(.malformedHost)),
    host("test/path", "a host with a path", .refused(.malformedHost)),
    host("test:", "a colon without a port", .refused(.malformedHost)),
    host("test:99999", "a port too large", .refused(.malformedHost)),
    host("test:0", "port 0", .refused(.malformedHost)),
    host("test:+80", "a port with a sign", .refused(.malformedHost)),
    host(".test", "a dot at the front", .refused(.malformedHost)),
    host("a..b", "two dots", .refused(.malformedHost)),
    host("test.", "a dot at the end", .refused(.malformedHost)),
    host("[::1", "an open bracket", .refused(.malformedHost)),
    host("[1.2.3.4]", "version 4 in brackets", .refused(.malformedHost)),
    host("[::g]", "no address in brackets", .refused(.malformedHost)),
    host(String(repeating: "a", count: 64), "a label of 64 characters", .refused(.malformedHost)),
  ]

  private static let headers: [RawCase] = [
    header("X-Empty:", "an empty value", plain),
    header("X-Blank: \t a b \t ", "blanks around a value", plain),
    header("x-|~!#$%&'*+^_`.: a", "a name of odd token characters", plain),
    header("X-Latin: caf\u{e9}", "a value beyond ASCII", plain),
    header("X-Name : a", "a space before the colon", .refused(.malformedHeader)),
    header("X-Name\t: a", "a tab before the colon", .refused(.malformedHeader)),
    header("X-Name", "no colon", .refused(.malformedHeader)),
    header(": a", "no name", .refused(.malformedHeader)),
    header(" X-Name: a", "a folded first line", .refused(.malformedHeader)),
    header("X-Name: a\r\n folded", "a folded line", .refused(.malformedHeader)),
    header("X-Name: a\r\n\tfolded", "a line folded with a tab", .refused(.malformedHeader)),
    header("X-Name: a\nX-Other: b", "a line feed alone", .refused(.malformedHeader)),
    header("X-Name: a\rb", "a carriage return alone", .refused(.malformedHeader)),
    header("X-Name: a\r\r\nX-Other: b", "two carriage returns", .refused(.malformedHeader)),
    header("X-Name: a\0b", "a NUL in a value", .refused(.malformedHeader)),
    header("X-Name: a\u{7f}", "a DEL in a value", .refused(.malformedHeader)),
    header("X-Name: a\u{1b}[0m", "an escape character in a value", .refused(.malformedHeader)),
    header("X\0Name: a", "a NUL in a name", .refused(.malformedHeader)),
    header("X-Ñame: a", "a name beyond ASCII", .refused(.malformedHeader)),
    header("X(Name): a", "brackets in a name", .refused(.malformedHeader)),
    header("Expect: 200-maybe", "an unknown expectation", .refused(.unknownExpectation)),
    header("Expect: 100-Continue", "an expectation without a body", plain),
    RawCase("a line feed ends the head", "GET / HTTP/1.1\r\nHost: a\r\n\nX", .refused(.malformedHeader)),
  ]

  private static let framings: [RawCase] = [
    post("Content-Length: 0", "a length of nothing", .accepted(.post, path: "/describe", query: "")),
    post("X-None: a", "a POST without a length", .accepted(.post, path: "/describe", query: "")),
    post("Content-Length: 1\r\nContent-Length: 2", "two lengths", .refused(.malformedLength)),
    post("Content-Length: 0\r\ncontent-length: 0", "the same length twice", .refused(.malformedLength)),
    post("Content-Length: 1, 1", "a list of lengths", .refused(.malformedLength)),
    post("Content-Length: +1", "a length with a plus", .refused(.malformedLength)),
    post("Content-Length: -1", "a length below nothing", .refused(.malformedLength)),
    post("Content-Length: 0x10", "a hexadecimal length", .refused(.malformedLength)),
    post("Content-Length: 1 0", "a length with a blank inside", .refused(.malformedLength)),
    post("Content-Length: 1.0", "a length with a fraction", .refused(.malformedLength)),
    post("Content-Length:", "an empty length", .refused(.malformedLength)),
    post("Content-Length: 18446744073709551616", "a length beyond 64 bits", .refused(.malformedLength)),
    post("Content-Length: \u{0661}", "a length in other digits", .refused(.malformedLength)),
    post("Content-Length: 1\r\nTransfer-Encoding: chunked", "length and chunks", .refused(.ambiguousLength)),
    post("Transfer-Encoding: chunked\r\nContent-Length: 0", "chunks and length", .refused(.ambiguousLength)),
    post(
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "chunked twice",
      .refused(.malformedTransferEncoding)),
    post("Transfer-Encoding: gzip, chunked", "gzip and chunked", .refused(.malformedTransferEncoding)),
    post(
      "Transfer-Encoding: chunked, identity", "chunked and identity", .refused(.malformedTransferEncoding)),
    post("Transfer-Encoding: identity", "identity", .refused(.malformedTransferEncoding)),
    post("Transfer-Encoding: xchunked", "an unknown coding", .refused(.malformedTransferEncoding)),
    post("Transfer-Encoding: \"chunked\"", "a quoted coding", .refused(.malformedTransferEncoding)),
    post("Transfer-Encoding: chunked;q=1", "a coding with a parameter", .refused(.malformedTransferEncoding)),
    post("Transfer-Encoding: \u{b}chunked", "a vertical tab before the coding", .refused(.malformedHeader)),
    post("Transfer-Encoding:\r\n chunked", "a folded coding", .refused(.malformedTransferEncoding)),
    post("Transfer-Encoding : chunked", "a space before the coding's colon", .refused(.malformedHeader)),
    RawCase(
      "chunks in HTTP/1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      .refused(.malformedTransferEncoding)),
    header("Content-Length: 3", "a GET with a body", .refused(.bodyNotAllowed)),
    header("Transfer-Encoding: chunked", "a GET in chunks", .refused(.bodyNotAllowed)),
  ]

  private static let limits: [RawCase] = [
    target(
      "/describe?" + String(repeating: "a", count: 8182), "a target of 8,192 bytes",
      .accepted(.get, path: "/describe", query: String(repeating: "a", count: 8182))),
    target(
      "/describe?" + String(repeating: "a", count: 8183), "a target of 8,193 bytes", .refused(.targetTooLong)),
    target("/" + String(repeating: "a", count: 20000), "a path without end", .refused(.targetTooLong)),
    header((2...100).map { "X-\($0): a" }.joined(separator: "\r\n"), "100 headers", plain),
    header(
      (2...101).map { "X-\($0): a" }.joined(separator: "\r\n"), "101 headers", .refused(.tooManyHeaders)),
    header("X: " + String(repeating: "a", count: 16384 - 43), "a head of 16,384 bytes", plain),
    header(
      "X: " + String(repeating: "a", count: 16384 - 42), "a head of 16,385 bytes", .refused(.headTooLarge)),
    RawCase(
      "a name without end", Array("GET / HTTP/1.1\r\n".utf8) + [UInt8](repeating: 65, count: 20000),
      .refused(.headTooLarge)),
  ]
}
