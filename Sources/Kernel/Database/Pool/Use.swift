import Basics

/// One use of the database: messages that go out together, and the answers that come back together.
///
/// A class, because it waits in queues and is known by its identity. Sendable: whoever asks makes it and then
/// leaves it to the loop until its continuation is resumed; only then are the rows read.
final class Use: @unchecked Sendable {
  enum Kind {
    /// On a shared connection; may be sent again.
    case read
    /// A whole transaction on an owned connection; never sent again once it may have been done.
    case write
    /// In a transaction that is open, or that it opens.
    case inside
  }

  let kind: Kind
  let sql: SQL?
  var more: [SQL] = []
  /// Instead of SQL: a statement of the kernel without parameters, not prepared.
  let command: String?
  let tenant: TenantID?
  /// For each statement.
  let timeout: Duration

  /// Whether BEGIN and the tenant go before it, and COMMIT behind.
  var opens: Bool
  var commits: Bool
  /// Instead of the prepared BEGIN.
  var begin: String?

  // What follows is the loop's.
  var continuation: UnsafeContinuation<Void, any Error>?
  var stage = Stage.new
  var isAbandoned = false
  var statements: [Statement] = []
  var rows: Rows?
  var moreRows: [Rows] = []
  var error: DatabaseError?
  /// Skipped by the server behind another's failure: it did not run.
  var isSkipped = false
  /// Sent again after it was skipped or refused for its preparation.
  var isRetried = false
  var tries = 0
  var losses = 0
  var asked: UInt64 = 0
  var sent: UInt64 = 0
  var deadline: UInt64 = 0
  weak var connection: Connection?

  enum Stage { case new, waiting, sent, over }

  init(_ kind: Kind, _ sql: SQL, _ access: Access) {
    self.kind = kind
    self.sql = sql
    command = nil
    tenant = access.tenant
    timeout = access.timeout
    // A single read of global tables needs no block: its connection is read only.
    let needsBlock = tenant != nil || kind == .write || timeout != access.pool.settings.statement
    opens = kind != .inside && needsBlock
    commits = opens
  }

  /// A command in a transaction: a savepoint, a fetch, or only what opens or ends it.
  init(command: String?, commits: Bool = false, _ access: Access) {
    kind = .inside
    sql = nil
    self.command = command
    tenant = access.tenant
    timeout = access.timeout
    opens = false
    self.commits = commits
  }

  /// Only COMMIT: it is not cancelled, because its outcome has to be known.
  var isEnd: Bool { sql == nil && commits }

  /// Forgets a try that did not run.
  func reset() {
    rows = nil
    moreRows = []
    error = nil
    isSkipped = false
    isRetried = true
    stage = .waiting
    connection = nil
  }

  func add(_ result: Rows) {
    if rows == nil { rows = result } else { moreRows.append(result) }
  }

  func finish(_ error: DatabaseError? = nil) {
    guard stage != .over else { return }
    stage = .over
    guard let continuation else { return }
    self.continuation = nil
    if let error { continuation.resume(throwing: error) } else { continuation.resume() }
  }

  /// The text for logs and errors.
  var text: String { statements.first?.text ?? command ?? sql?.text ?? "commit" }
}
