import Audit
import Basics
import HTTP

extension WebRequest {
  /// Who asks, for the audit log.
  package var actor: Actor {
    Actor(
      kind: .person, person: session?.person, name: session?.personName ?? "",
      address: http.client.description,
      device: String((http.head["user-agent"] ?? "").normalizedLine.prefix(300)), request: id.description)
  }
}
