import Basics
import Glibc
import HTTP
import Testing

@Suite struct `Server-sent events` {
  private func listener(_ server: TestServer, _ headers: String = "") -> RawClient {
    let client = server.client()
    client.send("GET /events HTTP/1.1\r\nHost: test\r\n\(headers)\r\n")
    return client
  }

  private func hears(_ client: RawClient, _ text: String) async -> Bool {
    await eventually {
      client.receive(within: .milliseconds(5))
      return client.text.contains(text)
    }
  }

  @Test func `arrive as they are sent, in the format of the standard`() async throws {
    let server = try TestServer()
    let client = listener(server)
    #expect(await hears(client, "id: 7\nevent: news\ndata: first\ndata: second\n\n"))
    #expect(await hears(client, "data: after nothing\n\n"))
    #expect(client.text.contains("retry: 3000\n\n"))
    #expect(
      client.text.contains("Content-Type: text/event-stream\r\nCache-Control: no-cache, no-transform\r\n"))
  }

  @Test func `go on behind the last one the client has seen`() async throws {
    let server = try TestServer()
    #expect(await hears(listener(server, "Last-Event-ID: 41\r\n"), "data: after 41\n\n"))
  }

  @Test func `a heartbeat keeps a silent stream open`() async throws {
    let server = try TestServer { $0.deadlines.heartbeat = .milliseconds(50) }
    let client = listener(server)
    #expect(await hears(client, "\r\n3\r\n:\n\n\r\n3\r\n:\n\n\r\n"))
  }

  @Test func `end when the client leaves`() async throws {
    let server = try TestServer()
    let client = listener(server)
    #expect(await hears(client, "after nothing"))
    client.hangUp()
    #expect(await eventually { server.application.notes == ["events cancelled"] })
    #expect(await eventually { await server.server.metrics().connectionsOpen == 0 })
  }

  @Test func `end in order when the server drains`() async throws {
    let server = try TestServer()
    let client = listener(server)
    #expect(await hears(client, "after nothing"))
    await server.server.drain(deadline: .seconds(2))
    #expect(client.isClosed())
    #expect(client.text.hasSuffix("\r\n0\r\n\r\n"))
    #expect(server.application.notes == ["events cancelled"])
  }
}
