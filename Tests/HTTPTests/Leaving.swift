import Basics
import Glibc
import HTTP
import Testing

@Suite struct `Clients that leave` {
  @Test(arguments: ["close", "reset", "half"])
  func `end the task that works for them within milliseconds`(_ manner: String) async throws {
    let server = try TestServer()
    let client = server.client()
    client.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n")
    #expect(await eventually { server.application.notes == ["slow begins"] })
    let left = monotonicNanoseconds()
    switch manner {
    case "close": client.hangUp()
    case "reset": client.reset()
    default: client.closeHalf()
    }
    #expect(await eventually { server.application.notes == ["slow begins", "slow cancelled"] })
    #expect(server.application.cancelledAt - left < 500_000_000)
    #expect(await eventually { server.application.records.count == 1 })
    #expect(server.application.records.first?.isComplete == false)
    #expect(await server.server.metrics().abandoned == 1)
    #expect(await server.server.metrics().connectionsOpen == 0)
  }

  @Test func `do not disturb others`() throws {
    let server = try TestServer()
    let staying = server.client()
    for _ in 0..<50 {
      let leaving = server.client()
      leaving.send("GET /slow HTTP/1.1\r\nHost: test\r\n\r\n")
      staying.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
      #expect(staying.response()?.status == 200)
      leaving.reset()
    }
  }

  @Test func `between requests just go`() async throws {
    let server = try TestServer()
    for _ in 0..<20 {
      let client = server.client()
      client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
      #expect(client.response()?.status == 200)
      client.hangUp()
    }
    #expect(await eventually { await server.server.metrics().connectionsOpen == 0 })
    let metrics = await server.server.metrics()
    #expect(metrics.connectionsAccepted == 20)
    #expect(metrics.responses.successes == 20)
    #expect(metrics.abandoned == 0)
  }
}
