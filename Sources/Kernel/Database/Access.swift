import Basics
import Loop

/// How a database value reaches the server: through which login, for which tenant, in which transaction.
package struct Access: Sendable {
  let pool: Pool
  let tenant: TenantID?
  var transaction: Transaction?
  var timeout: Duration

  init(pool: Pool, tenant: TenantID?, timeout: Duration) {
    self.pool = pool
    self.tenant = tenant
    self.timeout = timeout
  }

  nonisolated(nonsending) func read(_ sql: SQL) async throws -> Rows {
    try await perform(Use(transaction == nil ? .read : .inside, sql, self))
  }

  nonisolated(nonsending) func write(_ sql: SQL) async throws -> Rows {
    try await perform(Use(transaction == nil ? .write : .inside, sql, self))
  }

  nonisolated(nonsending) func write(_ statements: [SQL]) async throws -> [Rows] {
    guard let first = statements.first else { return [] }
    let use = Use(transaction == nil ? .write : .inside, first, self)
    use.more = Array(statements.dropFirst())
    let rows = try await perform(use)
    return [rows] + use.moreRows
  }

  nonisolated(nonsending) func perform(_ use: Use) async throws -> Rows {
    if let transaction { return try await transaction.perform(use) }
    return try await pool.perform(use)
  }
}
