import Basics
import Crypto
import Database

/// A key of a tenant as the database has it: wrapped.
struct DataKey: Sendable, FromRow {
  enum Row {}
  typealias ID = RecordID<Row>

  enum Purpose: String, Sendable, ColumnValue {
    case data, index
  }

  let id: ID
  let purpose: Purpose
  let wrapped: [UInt8]
  let master: String
  let isCurrent: Bool

  init(row: inout Database.Row) throws {
    id = try row.next()
    purpose = try row.next()
    wrapped = try row.next()
    master = try row.next()
    isCurrent = try row.next()
  }

  /// A new one.
  init(for purpose: Purpose, of tenant: TenantID, by master: MasterKey) {
    id = ID()
    self.purpose = purpose
    self.master = master.id
    isCurrent = true
    wrapped = master.box.seal(
      SecretKey.random().bytes, associated: DataKey.associated(id, purpose, of: tenant, by: master.id))
  }

  static func all(in db: TenantDatabase) async throws -> [DataKey] {
    try await db.all(
      """
      select id, purpose, wrapped, master, retired_at is null from data_keys where tenant_id = \(db.tenant)
      """)
  }

  /// Does nothing where the tenant has a current one for the purpose.
  func insertion(for tenant: TenantID, at now: Instant) -> SQL {
    """
    insert into data_keys (tenant_id, id, purpose, wrapped, master, created_at)
    values (\(tenant), \(id), \(purpose), \(wrapped), \(master), \(now))
    on conflict (tenant_id, purpose) where retired_at is null do nothing
    """
  }

  func unwrapped(of tenant: TenantID, by masters: MasterKeys) throws(VaultError) -> SecretKey {
    guard let master = masters.key(self.master) else { throw .unknownMaster(self.master) }
    let associated = DataKey.associated(id, purpose, of: tenant, by: master.id)
    guard let key = master.box.open(wrapped, associated: associated).flatMap({ SecretKey(bytes: $0) }) else {
      throw .wrongMaster(master.id)
    }
    return key
  }

  /// The same key, wrapped by another master.
  func rewrapped(of tenant: TenantID, by masters: MasterKeys) throws(VaultError) -> [UInt8] {
    let key = try unwrapped(of: tenant, by: masters)
    return masters.current.box.seal(
      key.bytes, associated: DataKey.associated(id, purpose, of: tenant, by: masters.current.id))
  }

  private static func associated(_ id: ID, _ purpose: Purpose, of tenant: TenantID, by master: String) -> [UInt8] {
    id.bytes + tenant.bytes + Array("data_keys \(purpose.rawValue) \(master)".utf8)
  }
}
