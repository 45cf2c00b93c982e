import Basics
import Glibc
import HTTP
import Testing

@Suite struct Draining {
  @Test func `closes what idles and refuses newcomers`() async throws {
    let server = try TestServer()
    let idle = server.client()
    idle.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
    #expect(idle.response()?.status == 200)
    await server.server.drain(deadline: .seconds(2))
    #expect(idle.isClosed())
    #expect(!connects(to: server.port))
  }

  @Test func `lets a running request end, and closes behind it`() async throws {
    let server = try TestServer()
    let client = server.client()
    client.send("POST /hold HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\n\r\nab")
    #expect(await eventually { server.application.notes == ["hold begins"] })
    async let drained: Void = server.server.drain(deadline: .seconds(20))
    #expect(await eventually { !connects(to: server.port) })
    server.application.open()
    let response = client.response()
    #expect(response?.text == "2")
    #expect(response?["connection"] == "close")
    #expect(client.isClosed())
    await drained
  }

  @Test func `does not wait for who had just got through`() async throws {
    let server = try TestServer { $0.connectionLimit = 1 }
    let first = server.client()
    #expect(await eventually { await server.server.metrics().connectionsOpen == 1 })
    let queued = server.client()
    let start = monotonicNanoseconds()
    await server.server.drain(deadline: .seconds(100))
    #expect(monotonicNanoseconds() - start < 50_000_000_000)
    #expect(first.isClosed())
    #expect(queued.isClosed())
  }

  @Test func `lets a request that was begun be sent and answered`() async throws {
    let server = try TestServer()
    let client = server.client()
    client.send("GET / HTTP/1.1\r\nHo")
    usleep(50_000)
    async let drained: Void = server.server.drain(deadline: .seconds(5))
    #expect(await eventually { !connects(to: server.port) })
    client.send("st: test\r\n\r\n")
    #expect(client.response()?["connection"] == "close")
    await drained
  }

  @Test func `cuts off at the deadline what does not end`() async throws {
    let server = try TestServer()
    let client = server.client()
    client.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n")
    #expect(await eventually { server.application.notes == ["slow begins"] })
    await server.server.drain(deadline: .milliseconds(100))
    #expect(client.isClosed())
    #expect(await eventually { server.application.notes.last == "slow cancelled" })
  }

  @Test func `with nothing to wait for takes no time`() async throws {
    let server = try TestServer()
    let start = monotonicNanoseconds()
    await server.server.drain(deadline: .seconds(100))
    #expect(monotonicNanoseconds() - start < 50_000_000_000)
  }

  private func connects(to port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return withUnsafeBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) {
        connect(descriptor, $0.baseAddress, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
