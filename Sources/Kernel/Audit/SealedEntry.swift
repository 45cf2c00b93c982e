import Basics
import Database

/// A seal with one of the entries that are said to be under it, and what there is of that.
struct SealedEntry: FromRow, Sendable {
  let seal: AuditSeal
  /// Nil where nothing at all names the seal any more.
  let id: AuditID?
  let digest: [UInt8]?
  let entry: EntryRow?
  let actor: ActorPart?
  let content: ContentPart?

  init(row: inout Row) throws {
    seal = try AuditSeal(row: &row)
    id = try row.next()
    digest = try row.next()
    entry = try EntryRow.next(in: &row)
    actor = try ActorPart.next(in: &row)
    content = try ContentPart.next(in: &row)
  }
}

extension ActorPart {
  /// Of an outer join: nil where it was erased.
  static func next(in row: inout Row) throws -> ActorPart? {
    let salt: [UInt8]? = try row.next()
    let name: String? = try row.next()
    let address: String? = try row.next()
    let device: String? = try row.next()
    guard let salt, let name, let address, let device else { return nil }
    return ActorPart(salt: salt, name: name, address: address, device: device)
  }
}

extension ContentPart {
  /// Of an outer join: nil where it was erased.
  static func next(in row: inout Row) throws -> ContentPart? {
    let salt: [UInt8]? = try row.next()
    let label: String? = try row.next()
    let before: String? = try row.next()
    let after: String? = try row.next()
    guard let salt, let label, let before, let after else { return nil }
    return ContentPart(salt: salt, label: label, before: before, after: after)
  }
}
