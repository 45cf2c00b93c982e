import Outbound
import Testing

@Suite struct `A server that takes mail` {
  @Test func `is known by host and port`() {
    #expect(SMTPServer(host: "localhost", port: 25) != SMTPServer(host: "localhost", port: 587))
  }
}
