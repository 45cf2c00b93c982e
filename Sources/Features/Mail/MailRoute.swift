import Basics
import Outbound
import Web

/// By which way mails leave this process.
package struct MailRoute: Sendable {
  package struct Sender: Sendable {
    package let server: SMTPServer
    package let from: Mailbox

    package init(server: SMTPServer, from: Mailbox) {
      self.server = server
      self.from = from
    }
  }

  /// What all links in mails begin with: of the settings, never of a request.
  package let origin: Origin
  /// Nil where there is no server: mails are kept and not sent.
  package let sender: Sender?

  package init(origin: Origin, sender: Sender?) {
    self.origin = origin
    self.sender = sender
  }

  /// Kept mails can be looked at where nobody but this machine's own people reach Haat.
  var hasOutbox: Bool { sender == nil && origin.isLocal }
}
