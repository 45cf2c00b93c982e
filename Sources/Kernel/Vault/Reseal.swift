import Basics
import Database
import Jobs

/// Seals anew what is sealed with a retired key of the tenant, and deletes that key when nothing needs it any more.
///
/// It may be killed and begun again anywhere: what has been sealed anew is not found again.
struct Reseal: Job {
  static let name = "vault.reseal"
  static let timeLimit: Duration = .seconds(600)
  /// A key that nobody seals with any more is worth many attempts; each goes on where the last was.
  static let retries = RetryPolicy(attempts: 100, firstDelay: .seconds(5), longestDelay: .seconds(600))
  static let patience: Duration = .seconds(240)

  func run(_ context: JobContext) async throws {
    let (vault, db) = (try context.vault, context.db)
    // The word of a rotation may not have come yet.
    vault.forget(db.tenant)
    let end = monotonicNanoseconds() + UInt64(Self.patience.components.seconds) * 1_000_000_000
    for column in vault.columns where !column.isGlobal || db.tenant == .platform {
      var sealing = Resealing(column: column, vault: vault, db: db)
      while try await sealing.advance() {
        guard monotonicNanoseconds() < end else {
          // The rest is another run's, so that none is longer than its time.
          try await db.enqueue(Reseal())
          return
        }
      }
      if sealing.closed > 0 { context.remark("\(sealing.closed) values of \(column.name) do not open") }
    }
    if let next = try await vault.deleteRetiredKeys(in: db, at: context.now) {
      try await db.enqueue(Reseal(), at: next)
    }
  }
}

/// One column of one tenant on its way to the current key, in batches by the order of its rows.
struct Resealing {
  private struct Found: FromRow {
    let row: String
    let value: [UInt8]

    init(row found: inout Row) throws {
      row = try found.next()
      value = try found.next()
    }
  }

  let column: SealedColumn
  let vault: Vault
  let db: TenantDatabase
  /// Values that nobody can open: altered, or their key is gone.
  private(set) var closed = 0
  private var last: Found?

  init(column: SealedColumn, vault: Vault, db: TenantDatabase) {
    self.column = column
    self.vault = vault
    self.db = db
  }

  /// The next batch. False behind the last.
  mutating func advance() async throws -> Bool {
    guard let (key, _) = try await vault.presentKeyring(of: db).sealing() else { return false }
    let found = try await db.all(batch(but: key), as: Found.self)
    guard let end = found.last else { return false }
    var changes: [(row: String, old: [UInt8], bytes: [UInt8])] = []
    for each in found {
      do {
        let bytes = try await vault.open(each.value, as: column, row: each.row, in: db)
        changes.append((each.row, each.value, bytes))
      } catch  where error as? Failure == .keyDeleted || error as? VaultError == .altered(column.name) {
        closed += 1
      }
    }
    if !changes.isEmpty {
      let sealed = try await vault.seal(changes.map { ($0.row, $0.bytes) }, as: column, in: db)
      try await db.run(exchange(changes.map(\.row), changes.map(\.old), sealed))
    }
    last = end
    return true
  }

  private func batch(but key: DataKey.ID) -> SQL {
    let behind: SQL =
      last.map { last in
        """
        and (\(fragment: column.rowName), \(fragment: column.valueName)) > (\(last.row)::\(fragment: column.rowCast), \(last.value))
        """
      } ?? .nothing
    return """
      select \(fragment: column.rowName)::text, \(fragment: column.valueName)
        from \(fragment: column.tableName)
       where \(fragment: column.isOf(db.tenant)) and substring(\(fragment: column.valueName) from 2 for 16) <> \(key.bytes)
             \(fragment: behind)
       order by \(fragment: column.rowName), \(fragment: column.valueName) limit 200
      """
  }

  /// Compares with what was read: a value that somebody has written meanwhile is theirs, and sealed with the new key.
  private func exchange(_ rows: [String], _ old: [[UInt8]], _ new: [[UInt8]]) -> SQL {
    """
    update \(fragment: column.tableName)
       set \(fragment: column.valueName) = change.new
      from unnest(\(rows), \(old.map { Optional($0) }), \(new.map { Optional($0) })) as change (id, old, new)
     where \(fragment: column.isOf(db.tenant))
       and \(fragment: column.tableName).\(fragment: column.rowName) = change.id::\(fragment: column.rowCast)
       and \(fragment: column.tableName).\(fragment: column.valueName) = change.old
    """
  }
}

extension SealedColumn {
  var tableName: SQL { SQL(stringLiteral: table) }
  var valueName: SQL { SQL(stringLiteral: column) }
  var rowName: SQL { SQL(stringLiteral: row) }
  var rowCast: SQL { SQL(stringLiteral: rowType) }

  func isOf(_ tenant: TenantID) -> SQL {
    isGlobal ? "true" : "\(fragment: tableName).tenant_id = \(tenant)"
  }

  /// Whether a key has sealed one of the tenant's values.
  func uses(_ key: DataKey.ID, of tenant: TenantID) -> SQL {
    """
    exists (
      select 1 from \(fragment: tableName)
       where \(fragment: isOf(tenant)) and substring(\(fragment: valueName) from 2 for 16) = \(key.bytes))
    """
  }
}
