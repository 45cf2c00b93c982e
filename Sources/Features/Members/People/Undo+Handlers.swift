import Audit
import Basics
import Database
import HTTP
import Identity
import Localization
import Looks
import Web

extension Members {
  /// Takes back what the person has just done themselves: all of it, or nothing of it.
  static func undo(_ request: Request) async throws -> Response {
    let id = try request.id(of: MemberChange.self)
    let actor = request.member.person
    do {
      try await request.db.transaction { db in
        let changes = try await MemberChange.take(id, of: actor, at: request.now, in: db)
        for change in changes { try await undo(change, request, db) }
      }
    } catch let refusal as Member.Refusal {
      throw refusal.failure
    } catch let error as DatabaseError where error.kind == .foreignKeyViolation {
      throw Failure.conflict(.roleIsGone)
    }
    let words = request.locale.text("Taken back. Everything is as it was before.")
    return .redirect(to: request.path("/members")).saying(Flash(words))
  }

  /// Nobody gets more by an undo than who presses it could give.
  private static func undo(_ change: MemberChange, _ request: Request, _ db: TenantDatabase) async throws {
    let granting = Granting(request)
    guard let role = change.role else { throw Failure.conflict(.roleIsGone) }
    guard granting.mayGive(role) else { throw Failure.invalid([.notYoursToGive]) }
    let member = try await Member.find(change.person, in: db)
    guard member?.role.reference == change.became else { throw Member.Refusal.changed }
    guard let member else { return try await bringBack(change, as: role, request, db) }
    guard granting.mayGive(member.role) else { throw Failure.invalid([.notYoursToChange]) }
    try await member.change(to: role, by: request.member.person, in: db)
    try await db.record(.changed(member, to: role), by: request.actor, at: request.now)
  }

  private static func bringBack(
    _ change: MemberChange, as role: Role, _ request: Request, _ db: TenantDatabase
  ) async throws {
    try await Member.bringBack(
      change.person, as: role, joinedAt: change.joinedAt, seenAt: change.seenAt, by: request.member.person,
      in: db)
    guard let member = try await Member.find(change.person, in: db) else { throw Member.Refusal.changed }
    try await db.record(.broughtBack(member), by: request.actor, at: request.now)
  }
}

extension Message {
  static let roleIsGone: Message = "That role was deleted meanwhile. Choose another one."
  static let isNotUndone: Message = "This cannot be taken back any more. Look at the team as it is now."
}
