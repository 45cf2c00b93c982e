import Testing

@testable import HTTP

@Suite struct `Reading URL-encoded forms` {
  private func pairs(_ text: String, _ limits: FormLimits = FormLimits()) throws -> [String] {
    try URLEncodedForm(text, limits: limits).fields.map { "\($0.name)=\($0.value)" }
  }

  @Test(arguments: [
    ("", []), ("a=1", ["a=1"]), ("a=1&b=2&a=3", ["a=1", "b=2", "a=3"]), ("a", ["a="]), ("=b", ["=b"]),
    ("a=b=c", ["a=b=c"]),
    ("a=1&&b=2&", ["a=1", "b=2"]), ("a+b=c+d%2B", ["a b=c d+"]), ("n=%E0%A6%95", ["n=ক"]),
    ("t=a%0D%0Ab", ["t=a\r\nb"]),
  ]) func `yields names and values`(_ text: String, _ expected: [String]) throws {
    #expect(try pairs(text) == expected)
  }

  @Test(arguments: [
    "a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "a=%c0%af", "a=\u{e9}", "a=b c", "a=\r\n", "%=1", "a=%ed%a0%80",
  ])
  func `refuses what is malformed`(_ text: String) {
    #expect(throws: FormError.malformed) { try pairs(text) }
  }

  @Test func `has limits`() throws {
    var limits = FormLimits()
    limits.fields = 2
    limits.name = 3
    limits.value = 4
    #expect(try pairs("abc=%41bcd&b=", limits).count == 2)
    #expect(throws: FormError.tooManyFields) { try pairs("a=&b=&c=", limits) }
    #expect(throws: FormError.fieldTooLarge) { try pairs("abcd=", limits) }
    #expect(throws: FormError.fieldTooLarge) { try pairs("a=abcde", limits) }
    limits.total = 5
    #expect(throws: FormError.fieldTooLarge) { try pairs("a=&b=&", limits) }
  }

  @Test func `finds fields by their names`() throws {
    let form = try URLEncodedForm("a=1&b=2&a=3")
    #expect(form.first("a") == "1")
    #expect(form.all("a") == ["1", "3"])
    #expect(form.first("c") == nil)
  }

  @Test func `reads the query of a request`() throws {
    let bytes = Array("GET /a?page=2&q=%E0%A6%95 HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    var parser = HeadParser()
    guard case .complete(let head, _) = parser.parse(bytes.span) else { throw FormError.malformed }
    #expect(try URLEncodedForm(head.query).first("q") == "ক")
  }
}

@Suite struct `Reading multipart forms` {
  private static let body =
    Array(
      """
      --xYz\r
      Content-Disposition: form-data; name="title"\r
      \r
      A title, \r\n--xY and no end\r
      --xYz\r
      Content-Disposition: form-data; name="file"; filename="C:\\\\photos\\\\a %22b%22.png"\r
      Content-Type: image/png\r
      \r
      \0\r\n\r\r\n--xYz
      """.utf8.dropLast(7))
    + Array("\r\n--xYz\r\ncontent-disposition: form-data;name=empty\r\n\r\n\r\n--xYz--\r\n".utf8)

  /// The names of the parts and their contents.
  private func read(_ pieces: [[UInt8]], boundary: String = "xYz") throws -> [String] {
    var parser = try #require(MultipartParser(boundary: boundary))
    var parts: [String] = []
    var content: [UInt8] = []
    for bytes in pieces {
      try parser.parse(bytes) { piece in
        switch piece {
        case .part(let part): parts.append("\(part.name)|\(part.fileName ?? "-")|\(part.contentType ?? "-")|")
        case .content(let bytes): content += bytes
        case .endOfPart:
          parts[parts.count - 1] += String(decoding: content, as: UTF8.self)
          content = []
        }
      }
    }
    guard parser.isComplete else { throw FormError.malformed }
    return parts
  }

  private func read(_ text: String) throws -> [String] { try read([Array(text.utf8)]) }

  private static let expected = [
    "title|-|-|A title, \r\n--xY and no end", "file|a \"b\".png|image/png|\0\r\n\r", "empty|-|-|",
  ]

  @Test func `yields the parts`() throws { #expect(try read([Self.body]) == Self.expected) }

  @Test func `cut at any byte is the same form`() throws {
    for cut in 0...Self.body.count {
      #expect(
        try read([Array(Self.body[..<cut]), Array(Self.body[cut...])]) == Self.expected,
        "cut after \(cut) bytes")
    }
    #expect(try read(Self.body.map { [$0] }) == Self.expected)
  }

  @Test func `that ends early is refused wherever it ends`() {
    for count in 0..<(Self.body.count - 2) {
      #expect(throws: FormError.malformed, "after \(count) bytes") { try read([Array(Self.body[..<count])]) }
    }
  }

  private func part(_ header: String) -> String { "--xYz\r\n\(header)\r\n\r\nvalue\r\n--xYz--\r\n" }

  @Test(arguments: [
    "Content-Disposition: form-data; name=\"a\"", "content-disposition:form-data;name=a",
    "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: binary\r\nX-Other: b",
  ]) func `accepts a header`(_ header: String) throws { #expect(try read(part(header)) == ["a|-|-|value"]) }

  @Test(arguments: [
    "", "Content-Type: text/plain", "Content-Disposition: attachment; name=\"a\"",
    "Content-Disposition: form-data",
    "Content-Disposition: form-data; name=\"a", "Content-Disposition: form-data; name=\"a\" x",
    "Content-Disposition: form-data; name=\"a\"; name=\"b\"",
    "Content-Disposition: form-data; filename=\"a\"",
    "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
    "Content-Disposition: form-data; name=\"a\"; filename*=UTF-8''b",
    "Content-Disposition : form-data; name=\"a\"",
    "Content-Disposition: form-data; name=\"a\0\"", "Content-Disposition: form-data; name=\"a\nb\"",
    "Content-Disposition: form-data; name=\"a\"\r\n folded", "Content-Disposition: form-data; name=",
    "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64",
  ]) func `refuses a header`(_ header: String) {
    #expect(throws: FormError.malformed) { try read(part(header)) }
  }

  @Test(arguments: [
    "", "preamble\r\n--xYz--\r\n", "\r\n--xYz--\r\n", "--xYz--\r\nepilogue", "--xYz--\r\n\r\n", "--xYz--\n",
    "--xYz \r\n", "--xYzz--\r\n",
    "--xYz\n", "--xYz\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue\n--xYz--\r\n",
    "--xYz\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue\r\n--xYz-x",
    "--xYz\r\nX: " + String(repeating: "a", count: 5000),
  ]) func `refuses a form`(_ text: String) { #expect(throws: FormError.malformed) { try read(text) } }

  @Test func `an empty one has no parts`() throws { #expect(try read("--xYz--") == []) }

  @Test func `takes its boundary from the content type`() {
    #expect(MultipartForm.boundary("multipart/form-data; boundary=abc") == "abc")
    #expect(MultipartForm.boundary("Multipart/Form-Data;Boundary=\"a b\"") == "a b")
    for text in [
      "", "multipart/form-data", "multipart/mixed; boundary=a", "multipart/form-data; boundary=\"a",
      "text/plain; boundary=a",
    ] {
      #expect(MultipartForm.boundary(text) == nil)
    }
    #expect(MultipartParser(boundary: "a b") == nil)
    #expect(MultipartParser(boundary: "") == nil)
    #expect(MultipartParser(boundary: String(repeating: "a", count: 71)) == nil)
  }

  private func post(_ body: String, type: String = "multipart/form-data; boundary=xYz") throws -> RawResponse?
  {
    try TestServer.patient.get().exchange(
      "POST /form HTTP/1.1\r\nHost: test\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    )
  }

  @Test func `over a socket, with files on disk`() throws {
    let file = String(repeating: "0123456789", count: 60_000)
    let disposition = "Content-Disposition: form-data; name="
    let body =
      "--xYz\r\n\(disposition)\"a\"\r\n\r\n1\r\n--xYz\r\n\(disposition)\"f\"; filename=\"b.csv\"\r\n\r\n\(file)\r\n"
      + "--xYz\r\n\(disposition)\"none\"; filename=\"\"\r\n\r\n\r\n--xYz--\r\n"
    #expect(try post(body)?.text == "a=1;f=b.csv(600000)")
    #expect(try post(String(body.dropLast(8)))?.text == "malformed")
    #expect(try post(body, type: "text/plain")?.text == "unsupportedType")
  }
}
