import Basics
import Database
import Glibc
import HTTP
import Jobs
import Loop
import Operations
import Web

/// What Prometheus reads, on a loopback port of its own: nobody signs in to it.
struct MetricsPage: HTTPApplication {
  let group: LoopGroup
  let databases: Databases
  let web: WebApplication
  let server: HTTPServer?
  let worker: Worker?
  let log: Log

  func respond(to request: HTTPRequest) async -> HTTPResponse {
    guard request.path == "/metrics" else { return .text("Metrics are at /metrics.\n", status: .notFound) }
    let server = await server?.metrics()
    let queue = try? await QueueLevel.now(in: self.databases.platform.within(.seconds(2)))
    let databases = await databases.metrics()
    var loops: [(name: String, metrics: LoopMetrics, longest: UInt64)] = []
    for loop in group.loops { loops.append(await loop.takeMetrics()) }
    var text = MetricsText()
    requests(into: &text)
    if let server { connections(server, into: &text) }
    jobs(queue, into: &text)
    statements(databases, into: &text)
    self.loops(loops, into: &text)
    process(into: &text)
    let headers = HTTPHeaders(["Content-Type": MetricsText.contentType])
    return HTTPResponse(headers: headers, body: .bytes(Array(text.output.bytes)))
  }
}
