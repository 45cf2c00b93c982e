import Basics
import Crypto
import Database

/// Makes fingerprints of many texts of a column, without waiting for each.
package struct Fingerprints: Sendable {
  private let key: SecretKey
  private let column: SealedColumn

  /// 32 bytes; see `Vault.fingerprint`.
  package func callAsFunction(of text: String) -> [UInt8] {
    key.signature(of: Array("\(column.name)\0\(text)".utf8))
  }

  init(_ key: SecretKey, _ column: SealedColumn) {
    self.key = key
    self.column = column
  }
}

extension Vault {
  package func fingerprints(as column: SealedColumn, in db: TenantDatabase) async throws -> Fingerprints {
    try check(column, db)
    guard let key = try await keyring(of: db).indexKey() else { throw Failure.keyDeleted }
    return Fingerprints(key, column)
  }

  /// The same for who only searches: nil where the tenant has sealed nothing, since nothing can be found.
  package func presentFingerprints(as column: SealedColumn, in db: TenantDatabase) async throws
    -> Fingerprints?
  {
    try check(column, db)
    return try await presentKeyring(of: db).indexKey().map { Fingerprints($0, column) }
  }
}
