import Basics
import HTTP
import Web

/// Where a sign-in comes from, as far as it says.
struct Browser: Sendable {
  let userAgent: String
  let address: String

  init(userAgent: String, address: String) {
    self.userAgent = String(userAgent.normalizedLine.prefix(300))
    self.address = address
  }

  init(of request: some WebRequest) {
    self.init(userAgent: request.http.head["user-agent"] ?? "", address: request.http.client.description)
  }
}
