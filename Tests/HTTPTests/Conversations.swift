import Basics
import Glibc
import HTTP
import Testing

@Suite struct `Conversations with the server` {
  let server: TestServer

  init() throws { server = try TestServer.patient.get() }

  private static let plain = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"

  @Test func `answers with date and length and nothing about itself`() throws {
    let response = try #require(server.get("/"))
    #expect(response.status == 200)
    #expect(response.text == "Hello, World!")
    #expect(response.headers.map(\.name) == ["Content-Type", "Date", "Content-Length"])
    #expect(response["content-length"] == "13")
    #expect(response["date"]?.hasSuffix(" GMT") == true)
    #expect(response["date"]?.utf8.count == 29)
  }

  @Test func `compresses a large page for a client that takes it, and nothing else`() throws {
    let folder = try Folder()
    let whole = try #require(server.get("/page"))
    let packed = try #require(server.get("/page", "Accept-Encoding: br, gzip\r\n"))
    #expect(whole["content-encoding"] == nil && whole.body.count == 110_000)
    #expect(packed["content-encoding"] == "gzip" && packed["vary"] == "Accept-Encoding")
    #expect(packed["content-length"] == "\(packed.body.count)" && packed.body.count < 5000)
    #expect(try folder.gunzipped(packed.body) == whole.body)
    for path in ["/small-page", "/large"] {
      #expect(server.get(path, "Accept-Encoding: gzip\r\n")?["content-encoding"] == nil)
    }
    #expect(server.get("/page", "Accept-Encoding: gzip;q=0\r\n")?["content-encoding"] == nil)
  }

  @Test func `serves one request after another on the same connection`() {
    let client = server.client()
    for _ in 0..<100 {
      client.send(Self.plain)
      #expect(client.response()?.text == "Hello, World!")
    }
  }

  @Test func `answers pipelined requests in their order`() {
    let client = server.client()
    let paths = (0..<500).map { "/describe?\($0)" }
    client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: test\r\n\r\n" }.joined())
    for number in 0..<500 {
      #expect(client.response()?.text.hasPrefix("GET /describe ?\(number)\n") == true)
    }
  }

  @Test func `answers requests pipelined behind bodies and slow answers`() {
    let client = server.client()
    client.send(
      "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\nabc"
        + "GET /chunks HTTP/1.1\r\nHost: test\r\n\r\n"
        + "POST /stream HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n"
        + Self.plain)
    #expect(client.response()?.text == "abc")
    #expect(client.response()?.text == "chunk 0;chunk 1;chunk 2;")
    #expect(client.response()?.text == "2")
    #expect(client.response()?.text == "Hello, World!")
  }

  @Test func `a request cut at any byte is the same request`() {
    let request = Array(
      "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n"
        .utf8)
    let client = server.client()
    for cut in 1..<request.count {
      client.send(request[..<cut])
      usleep(200)
      client.send(request[cut...])
      #expect(client.response()?.text == "abc0123456789abcdef", "cut after \(cut) bytes")
    }
  }

  @Test func `a request sent byte by byte is the same request`() {
    let client = server.client()
    for byte in "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello".utf8 {
      client.send([byte])
      usleep(100)
    }
    #expect(client.response()?.text == "hello")
  }

  @Test func `HEAD gets the head of a GET and no body`() {
    let client = server.client()
    client.send(
      "HEAD / HTTP/1.1\r\nHost: test\r\n\r\nHEAD /chunks HTTP/1.1\r\nHost: test\r\n\r\n" + Self.plain)
    #expect(client.response(toHead: true)?["content-length"] == "13")
    #expect(client.response(toHead: true)?["transfer-encoding"] == "chunked")
    #expect(client.response()?.text == "Hello, World!")
  }

  @Test func `a response without content has neither length nor body`() {
    let client = server.client()
    client.send("GET /nothing HTTP/1.1\r\nHost: test\r\n\r\n" + Self.plain)
    let nothing = client.response()
    #expect(nothing?.status == 204)
    #expect(nothing?["content-length"] == nil)
    #expect(client.response()?.text == "Hello, World!")
  }

  @Test func `Connection close is kept`() {
    let client = server.client()
    client.send("GET / HTTP/1.1\r\nHost: test\r\nConnection: foo, Close\r\n\r\n")
    #expect(client.response()?["connection"] == "close")
    #expect(client.isClosed())
  }

  @Test func `the application can close the connection`() {
    let client = server.client()
    client.send("GET /close HTTP/1.1\r\nHost: test\r\n\r\n")
    #expect(client.response()?["connection"] == "close")
    #expect(client.isClosed())
  }

  @Test func `HTTP 1_0 closes unless it asks to be kept`() {
    let closing = server.client()
    closing.send("GET / HTTP/1.0\r\n\r\n")
    #expect(closing.response()?["connection"] == "close")
    #expect(closing.isClosed())
    let keeping = server.client()
    for _ in 0..<2 {
      keeping.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      #expect(keeping.response()?["connection"] == "keep-alive")
    }
  }

  @Test func `HTTP 1_0 gets a stream up to the end of the connection`() {
    let client = server.client()
    client.send("GET /chunks HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    #expect(client.isClosed())
    #expect(client.text.hasSuffix("\r\n\r\nchunk 0;chunk 1;chunk 2;"))
    #expect(!client.text.contains("chunked"))
  }

  @Test func `a header that carries line ends is never sent`() {
    let response = server.get("/spoiled")
    #expect(response?.status == 500)
    #expect(response?["set-cookie"] == nil)
  }

  @Test func `a head larger than the headroom is sent whole`() {
    let response = server.get("/long-head")
    #expect(response?["x-long"]?.count == 5000)
    #expect(response?.text == "A")
  }

  @Test func `large responses arrive whole`() {
    #expect(server.get("/large")?.body.count == 10_000_000)
    #expect(server.get("/bytes")?.body == [UInt8](repeating: 65, count: 5_000_000))
  }

  @Test func `a client that closes its half still gets what is at hand`() {
    let client = server.client()
    client.send("GET /bytes HTTP/1.1\r\nHost: test\r\n\r\n")
    client.closeHalf()
    #expect(client.response()?.body.count == 5_000_000)
    #expect(client.isClosed())
  }

  @Test func `a stream that fails is cut, so that it does not look complete`() {
    for path in ["/broken", "/short"] {
      let client = server.client()
      client.send("GET \(path) HTTP/1.1\r\nHost: test\r\n\r\n")
      #expect(client.isClosed())
      #expect(client.response() == nil)
      #expect(!client.text.contains("\r\n0\r\n"))
    }
  }

  @Test func `a stream to HTTP 1_0 that fails ends with a reset, as nothing else would tell`() {
    let client = server.client()
    client.send("GET /broken HTTP/1.0\r\n\r\n")
    #expect(client.isClosed())
    #expect(client.wasReset)
  }

  @Test func `IPv6 is served too`() throws {
    let six = try TestServer { $0.address = "::1" }
    #expect(six.port > 0)
  }

  @Test func `a taken port is an error that says so`() throws {
    #expect(throws: SystemError.self) { try TestServer { $0.port = server.port } }
  }
}
