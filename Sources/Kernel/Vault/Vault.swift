import Basics
import Crypto
import Database
import Synchronization

/// Seals values of declared columns with a key of their tenant, and opens them.
///
/// A class because the process keeps the unwrapped keys once, and forgets them once.
package final class Vault: Sendable {
  let masters: MasterKeys
  package let columns: [SealedColumn]
  let settings: VaultSettings
  let cache: Mutex<KeyringCache>
  private let declared: Set<String>

  package init(masters: MasterKeys, columns: [SealedColumn], settings: VaultSettings = VaultSettings()) {
    self.masters = masters
    self.columns = columns
    self.settings = settings
    declared = Set(columns.map(\.name))
    cache = Mutex(KeyringCache(limit: settings.tenantsInMemory, lifetime: settings.lifetime))
  }

  /// What the column of that row is to hold: 57 bytes more than what is sealed. It opens there and nowhere else.
  package func seal(
    _ bytes: [UInt8], as column: SealedColumn, row: String, in db: TenantDatabase
  ) async throws -> [UInt8] {
    try await seal([(row, bytes)], as: column, in: db)[0]
  }

  /// - Throws: `Failure.keyDeleted` where nobody can read it any more; `VaultError.altered` where it was never of this place.
  package func open(
    _ sealed: [UInt8], as column: SealedColumn, row: String, in db: TenantDatabase
  ) async throws -> [UInt8] {
    try await open([(row, sealed)], as: column, in: db)[0]
  }

  /// Several of a column, in their order.
  package func seal(
    _ values: [(row: String, bytes: [UInt8])], as column: SealedColumn, in db: TenantDatabase
  ) async throws -> [[UInt8]] {
    try check(column, db)
    guard !values.isEmpty else { return [] }
    guard let (key, box) = try await keyring(of: db).sealing() else { throw Failure.keyDeleted }
    let head = SealedValue.head(of: key)
    let place = SealedPlace(tenant: db.tenant, column: column)
    return values.map { head + box.seal($0.bytes, associated: place.associated(head, row: $0.row)) }
  }

  /// Several of a column, in their order; the first that does not open is thrown.
  package func open(
    _ values: [(row: String, bytes: [UInt8])], as column: SealedColumn, in db: TenantDatabase
  ) async throws -> [[UInt8]] {
    try check(column, db)
    let place = SealedPlace(tenant: db.tenant, column: column)
    var opened: [[UInt8]] = []
    for value in values {
      guard let sealed = SealedValue(value.bytes) else { throw VaultError.altered(column.name) }
      let keyring = try await keyring(of: db, toOpen: sealed.key)
      guard let box = try keyring.box(sealed.key) else { throw Failure.keyDeleted }
      guard let bytes = box.open(sealed.box, associated: place.associated(sealed.head, row: value.row)) else {
        throw VaultError.altered(column.name)
      }
      opened.append(bytes)
    }
    return opened
  }

  /// The same for what may have lost its key: nil for each value that nobody can read any more, or that was altered.
  package func openReadable(
    _ values: [(row: String, bytes: [UInt8])], as column: SealedColumn, in db: TenantDatabase
  ) async throws -> [[UInt8]?] {
    try check(column, db)
    let place = SealedPlace(tenant: db.tenant, column: column)
    // A key that is not there is looked for once.
    var gone: Set<DataKey.ID> = []
    var opened: [[UInt8]?] = []
    for value in values {
      guard let sealed = SealedValue(value.bytes), !gone.contains(sealed.key),
        let box = try await keyring(of: db, toOpen: sealed.key).box(sealed.key)
      else {
        SealedValue(value.bytes).map { _ = gone.insert($0.key) }
        opened.append(nil)
        continue
      }
      opened.append(box.open(sealed.box, associated: place.associated(sealed.head, row: value.row)))
    }
    return opened
  }

  /// 32 bytes that are the same for the same text, column and tenant, to search a sealed column by: bring the text into its
  /// one form before. They stay the same when keys are rotated.
  package func fingerprint(
    of text: String, as column: SealedColumn, in db: TenantDatabase
  ) async throws -> [UInt8] {
    try await fingerprints(as: column, in: db)(of: text)
  }

  func check(_ column: SealedColumn, _ db: TenantDatabase) throws(VaultError) {
    guard declared.contains(column.name), !column.isGlobal || db.tenant == .platform else {
      throw .undeclared(column.name)
    }
  }
}

/// How long keys stay where they are of no use any more.
package struct VaultSettings: Sendable {
  /// Tenants whose unwrapped keys a process keeps: about 1 KB each.
  package var tenantsInMemory = 4000
  /// How long it keeps them without looking again.
  package var lifetime: Duration = .seconds(300)
  /// How long a retired key stays at least: longer than anybody holds a value that was sealed and not yet written.
  package var retirement: Duration = .seconds(3600)

  package init() {}
}
