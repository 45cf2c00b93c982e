// Answers every request with thirteen bytes, to see what the HTTP server itself costs.
import Basics
import Glibc
import HTTP
import Loop

struct Plain: HTTPApplication {
  private static let headers = HTTPHeaders(["Content-Type": "text/plain; charset=utf-8"])

  nonisolated(nonsending) func respond(to request: HTTPRequest) async -> HTTPResponse {
    HTTPResponse(headers: Self.headers, body: .render { $0.append("Hello, World!") })
  }
}

let group = LoopGroup()
group.start()
var settings = HTTPSettings()
settings.port = UInt16(CommandLine.arguments[1]) ?? 0
settings.deadlines.idle = .seconds(600)
let server = HTTPServer(group: group, settings: settings, application: Plain())
print(try server.start())
while true { pause() }
