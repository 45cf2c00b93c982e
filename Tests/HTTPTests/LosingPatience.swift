import Basics
import Glibc
import HTTP
import Testing

@Suite struct `Losing patience` {
  private func hasty(_ change: (inout HTTPSettings.Deadlines) -> Void) throws -> TestServer {
    try TestServer { settings in change(&settings.deadlines) }
  }

  @Test func `with a head that comes a byte at a time`() throws {
    let server = try hasty { $0.head = .milliseconds(150) }
    let client = server.client()
    for byte in "GET / HTTP/1.1\r\nHost: test\r\nX-Slow: ".utf8 {
      client.send([byte])
      client.receive(within: .milliseconds(10))
      if client.isClosedByServer || !client.received.isEmpty { break }
    }
    #expect(client.response()?.status == 408)
    #expect(client.isClosed())
  }

  @Test func `with a connection that idles`() throws {
    let server = try hasty { $0.idle = .milliseconds(100) }
    let silent = server.client()
    let used = server.client()
    used.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
    #expect(used.response()?.status == 200)
    #expect(silent.isClosed(within: .seconds(1)))
    #expect(silent.received.isEmpty)
    #expect(used.isClosed(within: .seconds(1)))
  }

  @Test(arguments: ["/echo", "/stream", "/disk"])
  func `with a body that comes a byte at a time`(_ path: String) throws {
    let server = try hasty {
      $0.grace = .milliseconds(150)
      $0.rate = 10_000
    }
    let client = server.client()
    client.send("POST \(path) HTTP/1.1\r\nHost: test\r\nContent-Length: 900\r\n\r\n")
    for _ in 0..<100 where client.received.isEmpty {
      client.send("a")
      client.receive(within: .milliseconds(10))
    }
    #expect(!client.received.isEmpty, "while it was still coming")
    #expect(client.response()?.status == 408)
    #expect(client.isClosed())
  }

  @Test func `not with a body that keeps the rate`() throws {
    let server = try hasty {
      $0.grace = .milliseconds(150)
      $0.rate = 1000
    }
    let client = server.client()
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n\r\n")
    for _ in 0..<20 {
      client.send([UInt8](repeating: 65, count: 50))
      client.receive(within: .milliseconds(20))
    }
    #expect(client.response()?.status == 200)
  }

  @Test(arguments: ["/large", "/bytes", "/flood"])
  func `with a client that does not read`(_ path: String) async throws {
    let server = try hasty { $0.grace = .milliseconds(150) }
    let client = server.client(receiveBuffer: 4096)
    client.send("GET \(path) HTTP/1.1\r\nHost: test\r\n\r\n")
    #expect(await eventually { server.application.records.count == 1 })
    #expect(server.application.records.first?.isComplete == false)
    #expect(await server.server.metrics().refusals == [.readerTooSlow: 1])
    #expect(await server.server.metrics().connectionsOpen == 0)
  }

  @Test func `with a client that reads a byte at a time`() async throws {
    let server = try hasty {
      $0.grace = .milliseconds(200)
      $0.rate = 1_000_000
    }
    let client = server.client(receiveBuffer: 4096)
    client.send("GET /large HTTP/1.1\r\nHost: test\r\n\r\n")
    var byte: UInt8 = 0
    for _ in 0..<200 where server.application.records.isEmpty {
      recv(client.descriptor, &byte, 1, 0)
      usleep(5000)
    }
    #expect(server.application.records.first?.isComplete == false)
  }

  @Test func `a writer waits for a client that does not read, and does not fill the memory`() async throws {
    let server = try TestServer()
    let client = server.client(receiveBuffer: 4096)
    client.send("GET /flood HTTP/1.1\r\nHost: test\r\n\r\n")
    #expect(await eventually { server.application.notes.count > 10 })
    usleep(100_000)
    let written = server.application.notes.count
    usleep(100_000)
    #expect(server.application.notes.count == written)
    #expect(written < 2000)
    client.hangUp()
    #expect(await eventually { server.application.notes.last == "flood: ClientLeft()" })
  }
}
