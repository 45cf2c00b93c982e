import Basics

/// A server that takes mail.
package struct SMTPServer: Hashable, Sendable {
  package let host: String
  package let port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }
}
