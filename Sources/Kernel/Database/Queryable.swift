import Basics

/// The verbs of a database: plain ones read, those that begin with `run` write.
///
/// Outside a transaction a read runs on a connection that it shares with others, in a transaction that is
/// read only: a write by such a verb is an error (`DatabaseError.Kind.readOnly`). A write has a connection to
/// itself and is never sent twice. Inside `transaction` all verbs run in it, in the order of the calls.
///
/// What a row is read as (`as:`) is a `FromRow`, or a column value for rows of one column.
package protocol Queryable: Sendable {
  var access: Access { get }
  func with(_ access: Access) -> Self
}

extension Queryable {
  /// Every row.
  nonisolated(nonsending) package func all<Element: FromRow>(
    _ sql: SQL, as type: Element.Type = Element.self
  ) async throws -> [Element] {
    try await access.read(sql).all(type)
  }

  /// The first row, or nil.
  nonisolated(nonsending) package func first<Element: FromRow>(
    _ sql: SQL, as type: Element.Type = Element.self
  ) async throws -> Element? {
    try await access.read(sql).first(type)
  }

  /// The one row there is, or `Failure.notFound`. Several are a mistake in the program.
  nonisolated(nonsending) package func one<Element: FromRow>(
    _ sql: SQL, as type: Element.Type = Element.self
  ) async throws -> Element {
    try await access.read(sql).one(type)
  }

  /// The result as it came, for lists that are read without copying their text.
  nonisolated(nonsending) package func rows(_ sql: SQL) async throws -> Rows { try await access.read(sql) }

  /// Writes, and says how many rows it was.
  @discardableResult
  nonisolated(nonsending) package func run(_ sql: SQL) async throws -> Int {
    try await access.write(sql).affected
  }

  /// Writes, and reads every row of `returning`.
  nonisolated(nonsending) package func runAll<Element: FromRow>(
    _ sql: SQL, as type: Element.Type = Element.self
  ) async throws -> [Element] {
    try await access.write(sql).all(type)
  }

  /// Writes, and reads the first row of `returning`, if there is one.
  nonisolated(nonsending) package func runFirst<Element: FromRow>(
    _ sql: SQL, as type: Element.Type = Element.self
  ) async throws -> Element? {
    try await access.write(sql).first(type)
  }

  /// Writes, and reads the one row of `returning`, or throws `Failure.notFound`.
  nonisolated(nonsending) package func runOne<Element: FromRow>(
    _ sql: SQL, as type: Element.Type = Element.self
  ) async throws -> Element {
    try await access.write(sql).one(type)
  }

  /// Writes several statements in one transaction and one round trip, and says how many rows each was.
  @discardableResult
  nonisolated(nonsending) package func run(_ statements: [SQL]) async throws -> [Int] {
    try await access.write(statements).map(\.affected)
  }

  /// What the settings of the databases said is to travel with them.
  package var attachment: (any Sendable)? { access.pool.settings.attachment }

  /// The same database outside of the transaction that this one is bound to: for what holds whatever becomes of that.
  /// Only read there: a write would wait for a second connection while it holds the first.
  package var outside: Self {
    var access = access
    access.transaction = nil
    return with(access)
  }

  package var isInTransaction: Bool { access.transaction != nil }

  /// The same database with another limit for each statement.
  package func within(_ timeout: Duration) -> Self {
    var access = access
    access.timeout = timeout
    return with(access)
  }
}

extension Rows {
  func first<Element: FromRow>(_ type: Element.Type) throws -> Element? {
    count == 0 ? nil : try row(0, as: type)
  }

  func one<Element: FromRow>(_ type: Element.Type) throws -> Element {
    if count == 0 { throw Failure.notFound }
    if count > 1 { throw tooMany() }
    return try row(0, as: type)
  }
}
