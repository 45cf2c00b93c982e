import Audit
import Basics
import Crypto
import Database
import Foundation
import Jobs
import Localization
import Orders
import Tenancy
import TestKit
import Web

/// A shop with a row in every table, filled as a shop is filled: by an import, an event and a job.
enum FilledShop {
  struct Filled {
    let shop: Shop
    let order: String
    let customer: String
    let product: String
    /// A view that the owner has saved.
    let view: String
    /// A mail that failed.
    let mail: String
    /// Somebody else who works here, a role made here, and somebody who is asked to join.
    let member: String
    let role: String
    let invitation: String
    /// What the owner has done to a member and can still take back.
    let memberChange: String
    /// An import of each kind, by the section it belongs to.
    let imports: [String: String]
    var id: TenantID { shop.db.tenant }
  }

  static func make() async throws -> Filled {
    let shop = try await Shop(currency: .gbp, zone: "Europe/London")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("haat-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("orders.csv")
    try Data(lines.utf8).write(to: file)
    try await shop.bringOrders(file.path)
    try await fillTheRest(of: shop.db)
    try await saveView(in: shop)
    try await fillLog(of: shop.db)
    let imports = try await bringEveryKind(to: shop.db)
    let member = try await shop.member(as: .agent)
    let role = try await shop.role("Packer", ["orders.view"])
    let invitation = try await invite(to: shop)
    try await shop.db.publish(SomethingHappened())
    try await shop.db.enqueue(DoNothing())
    let db = shop.db
    func any(_ sql: SQL) async throws -> String { try await db.one(sql, as: String.self) }
    return Filled(
      shop: shop, order: try await any("select id::text from orders where tenant_id = \(db.tenant) limit 1"),
      customer: try await any("select id::text from customers where tenant_id = \(db.tenant) limit 1"),
      product: try await any("select id::text from products where tenant_id = \(db.tenant) limit 1"),
      view: try await any("select id::text from saved_views where tenant_id = \(db.tenant) limit 1"),
      mail: try await failedMail(in: db), member: member.id.description, role: role.reference,
      invitation: invitation, memberChange: try await removeSomebody(from: shop), imports: imports)
  }

  private static func invite(to shop: Shop) async throws -> String {
    let (id, now) = (RecordID<Shop>(), Instant.now)
    try await shop.db.run(
      """
      insert into invitations (
        tenant_id, id, email, email_key, role, role_name, message, token_hash, invited_by, created_at, sent_at, sends, ends_at)
      values (\(shop.db.tenant), \(id), 'new@example.com', 'new@example.com', 'agent', '', '', \(Token.random().hash),
              \(shop.owner.id), \(now), \(now), 1, \(now + .seconds(86400)))
      """)
    return id.description
  }

  private static func removeSomebody(from shop: Shop) async throws -> String {
    let (id, now, person) = (RecordID<Shop>(), Instant.now, try await TestAccount().id)
    try await shop.db.run(
      """
      insert into member_changes (tenant_id, id, person_id, role, joined_at, changed_by, changed_at)
      values (\(shop.db.tenant), \(id), \(person), 'agent', \(now), \(shop.owner.id), \(now))
      """)
    return id.description
  }

  /// Beside the import of orders one of products and one of customers, which have ended too.
  private static func bringEveryKind(to db: TenantDatabase) async throws -> [String: String] {
    var imports = [
      "orders": try await db.one(
        "select id::text from imports where tenant_id = \(db.tenant) and state = 'finished'", as: String.self)
    ]
    for kind in ["products", "customers"] {
      let id = RecordID<Shop>()
      try await db.run(
        """
        insert into imports (
          tenant_id, id, kind, source, file_name, file_hash, file_size, state, format, mapping, created_at, changed_at)
        select \(db.tenant), \(id), \(kind), source, file_name, file_hash, file_size, state, format, mapping, created_at,
               changed_at
          from imports
         where tenant_id = \(db.tenant) and kind = 'orders' and state = 'finished'
        returning id
        """)
      imports[kind] = id.description
    }
    return imports
  }

  private static func failedMail(in db: TenantDatabase) async throws -> String {
    let id = RecordID<Shop>()
    let body =
      #"{"language":"en","name":"","subject":"Lost","greeting":"","lines":[],"facts":[],"reason":""}"#
    try await db.run(
      """
      insert into mails (tenant_id, id, email, name, subject, body, state, attempt, created_at, ended_at)
      values (\(db.tenant), \(id), 'nobody@example.com', '', 'Lost', \(Array(body.utf8)), 'failed', 1, now(), now())
      """)
    return id.description
  }

  /// An entry under a seal, and one that waits for its own.
  private static func fillLog(of db: TenantDatabase) async throws {
    let keys = try AuditKeys(secret: "a secret of the tests")
    for number in 1...2 {
      try await db.record(
        AuditEntry("session.entered", .init("session", "\(number)")), by: Actor(kind: .job, name: ""))
      if number == 1 { try await AuditSealer(keys).sealAll(in: db) }
    }
  }

  /// A view of the owner's, and the columns they want to see.
  private static func saveView(in shop: Shop) async throws {
    let (db, owner, now) = (shop.db, shop.owner.id, Instant.now)
    try await db.run([
      """
      insert into saved_views (tenant_id, id, list, name, query, person_id, is_shared, created_at)
      values (\(db.tenant), \(owner), 'orders', 'Mine', 'q=1', \(owner), false, \(now))
      """,
      """
      insert into list_columns (tenant_id, person_id, list, columns)
      values (\(db.tenant), \(owner), 'products', array['name', 'net'])
      """,
    ])
  }

  /// A row in each table that the import leaves empty.
  private static func fillTheRest(of db: TenantDatabase) async throws {
    let (tenant, now) = (db.tenant, Instant.now)
    try await db.transaction { db in
      try await db.run(
        """
        insert into categories (tenant_id, id, name, path, created_at)
        select \(tenant), id, 'Mugs', 'Mugs', \(now) from products where tenant_id = \(tenant) limit 1
        returning id
        """)
      try await db.run(
        """
        insert into product_categories (tenant_id, product_id, category_id)
        select \(tenant), id, id from categories where tenant_id = \(tenant) returning product_id
        """)
      try await db.run(
        """
        insert into import_changes (tenant_id, import_id, subject, row_id, before)
        select \(tenant), id, 'orders', id, '{}' from imports where tenant_id = \(tenant) returning row_id
        """)
      try await db.run(
        """
        insert into import_mappings (tenant_id, kind, header_hash, format, mapping, source, used_at)
        select \(tenant), 'orders', file_hash, '{}', '{}', 'csv', \(now)
          from imports where tenant_id = \(tenant) returning kind
        """)
      try await db.run(
        """
        insert into stale_customers select \(tenant), id from customers where tenant_id = \(tenant) returning customer_id
        """)
      try await db.run(
        """
        insert into stale_products select \(tenant), id from products where tenant_id = \(tenant) returning product_id
        """)
      // Retired, so that it is in nobody's way.
      try await db.run(
        """
        insert into data_keys (tenant_id, id, purpose, wrapped, master, created_at, retired_at)
        values (\(tenant), \(tenant), 'data', '', 'none', \(now), \(now))
        """)
      try await db.run("insert into stale_days select \(tenant), date '2026-11-03' returning local_date")
      try await db.run(
        """
        insert into figure_checks select \(tenant), id, \(now), 2, '[]' from imports where tenant_id = \(tenant)
        returning id
        """)
      try await db.run(
        """
        insert into sample_shops (tenant_id, id, kind, filled_until, created_at, opened, time_zone)
        select \(tenant), id, 'grocery', \(now), \(now), date '2025-08-01', 'UTC' from imports where tenant_id = \(tenant) returning id
        """)
      // One that is not done yet, under a key of another row's.
      try await db.run(
        """
        insert into imports (
          tenant_id, id, kind, source, file_name, file_hash, file_size, state, format, mapping, created_at, changed_at)
        select \(tenant), o.id, i.kind, i.source, i.file_name, i.file_hash, i.file_size, 'paused', i.format, i.mapping,
               \(now), \(now)
          from imports i
          join (select tenant_id, id from orders where tenant_id = \(tenant) limit 1) o on o.tenant_id = i.tenant_id
         where i.tenant_id = \(tenant)
         limit 1
        returning id
        """)
    }
  }

  private static let lines = """
    InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
    1001,A1,CLAY MUG,2,2026-11-02 10:00:00,3.25,17,United Kingdom
    1001,A2,JUTE BAG,1,2026-11-02 10:00:00,6.50,17,United Kingdom
    C1002,A1,CLAY MUG,-1,2026-11-03 11:00:00,3.25,17,United Kingdom
    1002,A1,CLAY MUG,1,2026-11-03 11:30:00,3.25,17,United Kingdom
    1003,A1,CLAY MUG,many,2026-11-03 12:00:00,3.25,17,United Kingdom

    """
}

struct SomethingHappened: Event {
  static let name = "test.something-happened"
}

struct DoNothing: Job {
  static let name = "test.do-nothing"
  func run(_ context: JobContext) async throws {}
}
