import Basics
import Database

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
  /// Nil once it is not needed any more.
  package let body: MailBody?
  package let state: State
  package let attempt: Int
  package let created: Instant
  package let error: String?

  package init(row: inout Row) throws {
    id = try row.next()
    to = try row.next()
    name = try row.next()
    subject = try row.next()
    body = try (row.next() as [UInt8]?).map { try MailBody(decoding: $0) }
    state = try row.next()
    attempt = try row.next()
    created = try row.next()
    error = try row.next()
  }
}
