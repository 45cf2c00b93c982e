import Audit
import Basics
import Database

extension Exchange {
  /// Notes that the proof for an action was wrong, or that so many were that none is looked at: in the business whose
  /// action it is, or for what a person does to their own account in the platform's log.
  func noteFailure(_ action: DangerousAction, by session: Session) async throws {
    guard let tries = site.stepUp.failures.count(key(session), at: now) else { return }
    try await note(tries, action, session)
  }

  /// Those before a right proof that no entry stands for yet.
  func settleFailures(_ action: DangerousAction, by session: Session) async throws {
    let tries = site.stepUp.failures.settle(key(session))
    if tries > 0 { try await note(tries, action, session) }
  }

  private func key(_ session: Session) -> String { "\(session.id) \(stepUpTenant)" }

  private func note(_ tries: Int, _ action: DangerousAction, _ session: Session) async throws {
    let entry =
      tenant == nil
      ? AuditEntry(
        "account.proof-failed", .init("person", session.person.description, session.personName),
        after: ["action": action.name, "tries": "\(tries)"])
      : AuditEntry(
        "session.proof-failed", .init("dangerous-action", action.name), after: ["tries": "\(tries)"])
    try await site.databases.tenant(stepUpTenant).record(entry, by: openRequest.actor, at: now)
  }
}
