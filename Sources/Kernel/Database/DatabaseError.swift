/// Why a use of the database failed.
@usableFromInline package struct DatabaseError: Error, Sendable {
  /// What it means for the caller.
  package var kind: Kind
  /// PostgreSQL's five characters, or empty where the failure is not the server's.
  package var sqlState: String
  package var message: String
  /// May hold values of the row: not for logs that others read.
  package var detail: String?
  /// The constraint, without the `_123` that Citus appends on a shard.
  package var constraint: String?
  package var statement: String?

  package enum Kind: Sendable, Equatable {
    /// No connection to be had: the server is away, refuses us, or went while nothing was being written.
    case unavailable
    /// Too many are waiting already.
    case overloaded
    /// No connection, or no answer, before the deadline. Nothing was written.
    case timeout
    /// The task was cancelled, or somebody cancelled the statement at the server. Nothing was written.
    case cancelled
    /// The connection was lost after COMMIT had been sent: it may have been written or not.
    case outcomeUnknown
    /// Another transaction was in the way (40001, 40P01): the whole transaction may be tried again.
    case serialization
    case uniqueViolation, foreignKeyViolation, checkViolation, notNullViolation, exclusionViolation
    /// A write by a verb that reads (25006).
    case readOnly
    /// A table of tenants was asked without a tenant (42704, 22P02).
    case noTenant
    /// The role may not (42501).
    case forbidden
    /// The transaction ended in ROLLBACK, because a statement in it had failed.
    case rolledBack
    /// A row did not fit what reads it.
    case undecodable
    /// The program uses this library in a way it may not.
    case misuse
    /// Anything else that PostgreSQL says.
    case server
  }

  package init(_ kind: Kind, _ message: String, sqlState: String = "", statement: String? = nil) {
    self.kind = kind
    self.sqlState = sqlState
    self.message = message
    self.statement = statement
  }

  /// Nothing was written, and the same may succeed when it is tried again as a whole.
  package var isRetryable: Bool { kind == .serialization || isStalePlan }

  /// Where in the statement, in characters from 1.
  var position: Int?

  /// The result's types have changed since the statement was prepared (0A000 of RevalidateCachedQuery).
  var isStalePlan = false
  /// The server ends the connection with it.
  var isFatal = false

  @usableFromInline @inline(never) static func unreadable<Value>(_: Value.Type) -> DatabaseError {
    DatabaseError(.undecodable, "a column's bytes are no \(Value.self)")
  }
}

extension DatabaseError: CustomStringConvertible {
  /// For the log: without the detail, which may hold what a person typed.
  @usableFromInline package var description: String {
    var text = "\(kind): \(message)"
    if !sqlState.isEmpty { text += " (SQLSTATE \(sqlState))" }
    if let constraint { text += ", constraint \(constraint)" }
    if let statement { text += " in: \(statement)" }
    return text
  }
}
