import Audit
import Basics
import Database
import HTTP
import Mail
import Web

extension Identity {
  /// What a sign-in sets off, in the transaction in which its session begins: an entry in the log, and a mail to the
  /// owner of the address when the browser has no mark of an earlier sign-in, or one from before they shut everybody out.
  static func began(
    _ person: PersonID, in browser: KnownBrowser?, with way: String, _ request: some WebRequest,
    in db: TenantDatabase
  ) async throws {
    let holder = try await AccountHolder.find(person, in: db.global)
    let isKnown = browser.map { $0.markedAt >= holder.shutAt } ?? false
    try await db.record(
      .account("signed-in", person, holder.name, after: ["with": way, "browser": isKnown ? "known" : "new"]),
      by: request.actor(as: person, named: holder.name))
    guard !isKnown else { return }
    let undo = try await AccountLink.stranger.make(for: person, at: request.now, in: db.global)
    try await db.send(.newDevice(holder, Circumstances(request), undo))
  }
}
