import Audit
import Basics
import Database
import Mail
import Web

extension Databases {
  /// One transaction for a change to somebody's account, its entry in the log and the mails that tell of it: all of them
  /// or none.
  @discardableResult
  package func changeAccounts<Result>(
    _ body: nonisolated(nonsending) (TenantDatabase) async throws -> Result
  ) async throws -> Result {
    try await tenant(.platform).transaction(body)
  }
}

extension WebRequest {
  /// Who asks, where that is known otherwise than by a session.
  func actor(as person: PersonID, named name: String) -> Actor {
    let known = actor
    return Actor(
      kind: .person, person: person, name: name, address: known.address, device: known.device,
      request: known.request)
  }
}

extension AuditEntry {
  /// Something that was done to an account.
  static func account(
    _ action: String, _ person: PersonID, _ label: String, before: [String: String] = [:],
    after: [String: String] = [:]
  ) -> AuditEntry {
    AuditEntry(
      "account.\(action)", Subject("person", person.description, label), before: before, after: after)
  }
}
