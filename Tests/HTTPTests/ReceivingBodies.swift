import Basics
import Glibc
import HTTP
import Testing

@Suite struct `Receiving bodies` {
  let server: TestServer

  init() throws { server = try TestServer.patient.get() }

  private func chunked(_ path: String, _ body: String) -> String {
    "POST \(path) HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n\(body)"
  }

  @Test(arguments: [
    ("0\r\n\r\n", ""), ("1\r\na\r\n0\r\n\r\n", "a"),
    ("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789"),
    ("0003\r\na\r\n\r\n000\r\n\r\n", "a\r\n"),
  ]) func `in chunks`(_ sent: String, _ expected: String) {
    #expect(server.exchange(chunked("/echo", sent))?.text == expected)
    #expect(server.exchange(chunked("/stream", sent))?.text == "\(expected.utf8.count)")
  }

  @Test(arguments: [
    "\r\n", "g\r\n", "-1\r\n", "0x1\r\n", " 1\r\na\r\n0\r\n\r\n", "1 \r\na\r\n", "1;a=b\r\na\r\n0\r\n\r\n",
    "1\na\r\n0\r\n\r\n",
    "1\r\nab\r\n0\r\n\r\n", "1\r\na0\r\n\r\n", "1\r\na\n0\r\n\r\n", "000000001\r\na\r\n0\r\n\r\n",
    "0\r\nTrailer: a\r\n\r\n",
    "0\r\n\n", "0\n\r\n", "1\r\na\r\n\r\n", "FFFFFFFFF\r\n",
  ]) func `malformed chunks are refused`(_ sent: String) {
    for path in ["/echo", "/stream", "/disk"] {
      let client = server.client()
      client.send(chunked(path, sent))
      #expect(client.response()?.status == 400)
      #expect(client.isClosed())
    }
  }

  @Test func `as many bytes as the length says, and the next request behind them`() {
    let client = server.client()
    client.send(
      "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\nGET GET / HTTP/1.1\r\nHost: test\r\n\r\n"
    )
    #expect(client.response()?.text == "GET ")
    #expect(client.response()?.text == "Hello, World!")
  }

  @Test func `up to the limit of the route and not beyond`() {
    let most = String(repeating: "a", count: 1000)
    #expect(
      server.exchange("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n\r\n\(most)")?.text
        == most)
    let client = server.client()
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 1001\r\n\r\n")
    #expect(client.response()?.status == 413)
    #expect(client.isClosed())
    #expect(server.exchange(chunked("/echo", "3E8\r\n\(most)\r\n1\r\n"))?.status == 413)
    #expect(server.exchange(chunked("/echo", "3E9\r\n"))?.status == 413)
    #expect(server.exchange(chunked("/stream", "FFFFFF\r\n"))?.status == 413)
  }

  @Test func `a refused body is not waited for, and its sender reads the refusal`() {
    let client = server.client()
    client.send("POST /forbidden HTTP/1.1\r\nHost: test\r\nContent-Length: 900000000\r\n\r\n")
    let response = client.response()
    #expect(response?.status == 403)
    #expect(response?["connection"] == "close")
    for _ in 0..<20 { client.send([UInt8](repeating: 65, count: 10_000)) }
    #expect(client.isClosed())
  }

  @Test func `100-continue is said when the body is wanted, once`() {
    for path in ["/echo", "/stream", "/disk"] {
      let client = server.client()
      client.send("POST \(path) HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
      #expect(client.response()?.status == 100)
      client.send("abc")
      #expect(client.response()?.status == 200)
      client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
      #expect(client.response()?.text == "Hello, World!")
    }
  }

  @Test func `100-continue is not said when the body is refused, nor when it is there already`() {
    let refused = server.client()
    refused.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 3000\r\nExpect: 100-continue\r\n\r\n")
    #expect(refused.response()?.status == 413)
    let early = server.client()
    early.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc")
    #expect(early.response()?.status == 200)
    let unread = server.client()
    unread.send("POST /unread HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
    let answer = unread.response()
    #expect(answer?.status == 404)
    #expect(answer?["connection"] == "close")
  }

  @Test func `large ones go to disk and come back whole`() throws {
    let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
    let client = server.client()
    client.send("POST /disk HTTP/1.1\r\nHost: test\r\nContent-Length: \(content.count)\r\n\r\n")
    client.send(content)
    #expect(client.response()?.body == content)
  }

  @Test func `one nobody reads makes its sender wait`() throws {
    let server = try TestServer()
    let client = server.client()
    let size = 60_000_000
    client.send("POST /hold HTTP/1.1\r\nHost: test\r\nContent-Length: \(size)\r\n\r\n")
    var sent = 0
    while sent < size {
      let piece = [UInt8](repeating: 65, count: min(100_000, size - sent))
      let count = client.send(piece, waiting: .milliseconds(300))
      if count <= 0 { break }
      sent += count
    }
    #expect(sent < size)
    server.application.open()
    client.send([UInt8](repeating: 65, count: size - sent))
    #expect(client.response()?.text == "\(size)")
  }

  @Test func `an answer before the end of the body closes the connection`() {
    let client = server.client()
    client.send("POST /unread HTTP/1.1\r\nHost: test\r\nContent-Length: 500000\r\n\r\nabc")
    let response = client.response()
    #expect(response?.status == 404)
    #expect(response?["connection"] == "close")
    client.send([UInt8](repeating: 65, count: 100_000))
    #expect(client.isClosed())
  }

  @Test func `a reset in the middle ends the request`() async throws {
    let own = try TestServer()
    for path in ["/echo", "/stream", "/disk"] {
      let client = own.client()
      client.send("POST \(path) HTTP/1.1\r\nHost: test\r\nContent-Length: 900\r\n\r\nabc")
      usleep(20_000)
      client.reset()
    }
    #expect(await eventually { own.application.records.count == 3 })
    #expect(own.application.records.allSatisfy { !$0.isComplete })
    #expect(own.application.notes == ["ClientLeft()"])
    #expect(await own.server.metrics().connectionsOpen == 0)
  }

  @Test func `a client that closes its half in the middle of a body is gone`() async throws {
    let own = try TestServer()
    let client = own.client()
    client.send("POST /stream HTTP/1.1\r\nHost: test\r\nContent-Length: 900\r\n\r\nabc")
    client.closeHalf()
    #expect(client.isClosed())
    #expect(await eventually { own.application.notes == ["ClientLeft()"] })
  }

  @Test func `holds large ones in memory up to a limit, and small ones always`() async throws {
    let server = try TestServer { $0.largeBodyMemory = 50_000 }
    func begin(_ length: Int) -> RawClient {
      let client = server.client()
      client.send("POST /memory HTTP/1.1\r\nHost: test\r\nContent-Length: \(length)\r\n\r\n")
      return client
    }
    let held = (0..<4).map { _ in begin(20_000) }
    _ = await eventually { await server.server.metrics().connectionsOpen == 4 }
    // Two loops have room for two each.
    let more = (0..<2).map { _ in begin(20_000) }
    for client in more { #expect(client.response()?.status == 503) }
    let small = begin(5)
    small.send("small")
    #expect(small.response()?.status == 200)
    for client in held + more + [small] { client.hangUp() }
    #expect(await eventually { await server.server.metrics().connectionsOpen == 0 })
    for _ in 0..<4 {
      let client = begin(20_000)
      client.send([UInt8](repeating: 65, count: 20_000))
      #expect(client.response()?.status == 200)
    }
  }
}
