import Basics
import Glibc
import Testing

@testable import HTTP

@Suite struct `Accepting connections` {
  @Test func `are shared out evenly among the loops`() async throws {
    let server = try TestServer()
    let clients = (0..<40).map { _ in server.client() }
    #expect(await eventually { await server.server.metrics().connectionsOpen == 40 })
    let counts = await server.server.connectionsByLoop()
    #expect(counts == [20, 20])
    withExtendedLifetime(clients) {}
  }

  @Test func `stops at the limit and goes on below it`() async throws {
    let server = try TestServer { $0.connectionLimit = 2 }
    let first = server.client()
    let second = server.client()
    #expect(await eventually { await server.server.metrics().connectionsOpen == 2 })
    let third = server.client()
    third.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
    #expect(third.response(within: .milliseconds(200)) == nil)
    first.hangUp()
    #expect(third.response()?.status == 200)
    withExtendedLifetime(second) {}
  }

  /// In a process of its own, as it uses up the process's descriptors.
  @Test func `pauses without descriptors and goes on when there are some`() async throws {
    await #expect(processExitsWith: .success) {
      let server = try TestServer()
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(7), &limit)
      limit.rlim_cur = 64
      setrlimit(__rlimit_resource_t(7), &limit)
      let clients = [server.client(), server.client()]
      #expect(await eventually { await server.server.metrics().connectionsOpen == 2 })
      var taken: [Int32] = []
      while true {
        let copy = dup(0)
        if copy < 0 { break }
        taken.append(copy)
      }
      close(taken.removeLast())
      let waiting = server.client()
      waiting.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
      #expect(waiting.response(within: .milliseconds(300)) == nil)
      #expect(await server.server.metrics().acceptPauses < 20)
      #expect(await server.server.metrics().acceptPauses > 0)
      clients[0].send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
      #expect(clients[0].response()?.status == 200)
      for copy in taken { close(copy) }
      #expect(waiting.response()?.status == 200)
    }
  }
}
