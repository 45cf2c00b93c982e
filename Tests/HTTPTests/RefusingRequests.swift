import Basics
import Testing

@testable import HTTP

@Suite struct `Refusing requests` {
  @Test func `the table has more than sixty cases, each with its own name`() {
    #expect(RawCase.all.count >= 60)
    #expect(Set(RawCase.all.map(\.name)).count == RawCase.all.count)
  }

  @Test(arguments: RawCase.all) func `by the parser`(_ raw: RawCase) {
    #expect(parsed(raw.bytes) == raw.outcome)
  }

  @Test(arguments: RawCase.all) func `by the parser, wherever the bytes are cut`(_ raw: RawCase) {
    var parser = HeadParser()
    for count in stride(from: 0, to: raw.bytes.count, by: raw.bytes.count > 4000 ? 97 : 1) {
      let prefix = raw.bytes[..<count]
      switch parser.parse(prefix.span) {
      case .incomplete: break
      case .refused(let reason): #expect(raw.outcome == .refused(reason), "after \(count) bytes")
      case .complete(_, let size): #expect(size < raw.bytes.count && raw.outcome != .refused(.malformedHost))
      }
    }
    #expect(parsed(raw.bytes) == raw.outcome)
  }

  @Test(arguments: RawCase.all) func `by the server`(_ raw: RawCase) throws {
    let client = try TestServer.patient.get().client()
    client.send(raw.bytes)
    let response = try #require(client.response())
    switch raw.outcome {
    case .accepted(let method, let path, let query):
      #expect(response.status == 200)
      #expect(response.text.hasPrefix("\(method) \(path) ?\(query)\n"))
    case .refused(let reason):
      #expect(response.status == reason.status.code)
      #expect(response["connection"] == "close")
      #expect(client.isClosed(within: .seconds(5)))
    }
  }

  @Test func `names the methods it has when it is asked for one it never serves`() throws {
    let response = try #require(
      try TestServer.patient.get().exchange("TRACE / HTTP/1.1\r\nHost: test\r\n\r\n"))
    #expect(response.status == 405)
    #expect(response["allow"] == "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
  }

  @Test func `does not serve what is pipelined behind a refused request`() throws {
    let client = try TestServer.patient.get().client()
    client.send("GET / HTTP/1.1\r\nHost : a\r\n\r\nGET /describe HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(client.response()?.status == 400)
    #expect(client.isClosed())
    #expect(client.received.isEmpty)
  }

  @Test func `gives the refusal to the access log`() async throws {
    let server = try TestServer()
    _ = server.exchange("GET / HTTP/1.1\r\n\r\n")
    #expect(await eventually { server.application.records.count == 1 })
    let record = try #require(server.application.records.first)
    #expect(record.refusal == .malformedHost)
    #expect(record.status == .badRequest)
    #expect(record.head == nil)
    #expect(await server.server.metrics().refusals == [.malformedHost: 1])
  }

  private func parsed(_ bytes: [UInt8]) -> RawCase.Outcome? {
    var parser = HeadParser()
    switch parser.parse(bytes.span) {
    case .incomplete: return nil
    case .refused(let reason): return .refused(reason)
    case .complete(let head, _): return .accepted(head.method, path: head.path, query: head.query)
    }
  }
}
