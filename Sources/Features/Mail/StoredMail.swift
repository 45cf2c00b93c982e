import Basics
import Database
import Vault

/// A mail as it is kept: to whom, what, and how far it has come.
package struct StoredMail: FromRow, Sendable {
  package typealias ID = RecordID<StoredMail>

  package enum State: String, ColumnValue, Sendable {
    /// For its first run, or for another one behind a failure that may pass.
    case waiting
    /// A run has begun; where the run was killed, another one sends again, under the same Message-ID.
    case sending
    case sent
    case failed
    /// For development: there is no server to send to, and the mail is looked at in the outbox.
    case kept
  }

  package let id: ID
  package let to: EmailAddress
  package let name: String
  package let subject: String
  /// A `MailBody`, sealed; nil once it is not needed any more.
  let sealed: [UInt8]?
  package let state: State
  package let attempt: Int
  package let created: Instant
  package let error: String?

  package init(row: inout Row) throws {
    id = try row.next()
    to = try row.next()
    name = try row.next()
    subject = try row.next()
    sealed = try row.next()
    state = try row.next()
    attempt = try row.next()
    created = try row.next()
    error = try row.next()
  }

  /// Whether it is kept what the mail says.
  package var hasBody: Bool { sealed != nil }

  /// - Throws: `Failure.keyDeleted` where nobody can read it any more.
  package func body(in db: TenantDatabase) async throws -> MailBody? {
    guard let sealed else { return nil }
    // Written before bodies were sealed, or by a process that still runs the program of then: such ones soon end.
    if sealed.first == UInt8(ascii: "{") { return try MailBody(decoding: sealed) }
    return try MailBody(decoding: try await db.vault.open(sealed, as: .mailBody, row: "\(id)", in: db))
  }
}

extension SealedColumn {
  static let mailBody = SealedColumn("mails", "body")
}
