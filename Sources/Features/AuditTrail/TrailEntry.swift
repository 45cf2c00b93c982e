import Audit
import Basics
import Database
import FoundationEssentials

/// An entry as the page shows it.
struct TrailEntry: Sendable {
  let id: AuditID
  let occurredAt: Instant
  let actorKind: Actor.Kind
  let person: PersonID?
  let action: String
  let subjectKind: String
  let subjectID: String
  let requestID: String
  /// Nil where it was erased.
  let actor: ActorDetails?
  let content: Content?
  /// The number of its seal; nil while it has none.
  let seal: Int?

  struct ActorDetails: Sendable {
    let name: String
    let address: String
    let device: String
  }

  struct Content: Sendable {
    let label: String
    let before: [String: String]
    let after: [String: String]
  }
}

extension TrailEntry: FromRow {
  init(row: inout Row) throws {
    id = try row.next()
    occurredAt = try row.next()
    actorKind = Actor.Kind(rawValue: try row.next()) ?? .job
    person = try row.next()
    action = try row.next()
    subjectKind = try row.next()
    subjectID = try row.next()
    requestID = try row.next()
    actor = try ActorDetails.next(in: &row)
    content = try Content.next(in: &row)
    seal = try row.next()
  }
}

extension TrailEntry.ActorDetails {
  fileprivate static func next(in row: inout Row) throws -> Self? {
    let name: String? = try row.next()
    let address: String? = try row.next()
    let device: String? = try row.next()
    guard let name, let address, let device else { return nil }
    return Self(name: name, address: address, device: device)
  }
}

extension TrailEntry.Content {
  fileprivate static func next(in row: inout Row) throws -> Self? {
    let label: String? = try row.next()
    let before: String? = try row.next()
    let after: String? = try row.next()
    guard let label, let before, let after else { return nil }
    return Self(label: label, before: fields(before), after: fields(after))
  }

  /// What somebody has made unreadable must not take the page away that shows the rest: verifying names it.
  private static func fields(_ text: String) -> [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? ["?": text]
  }
}
