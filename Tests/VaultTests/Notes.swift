import Audit
import Basics
import Database
import Foundation
import Jobs
import TestKit
import Vault

/// A database with tables that have sealed columns, and vaults of it.
struct Notes: Sendable {
  static let body = SealedColumn("sealed_notes", "body")
  static let mark = SealedColumn("sealed_notes", "mark")
  static let label = SealedColumn("sealed_labels", "label", row: "name", rowType: "text")
  static let draft = SealedColumn("sealed_drafts", "draft", row: "token", rowType: "bytea", isGlobal: true)
  static let columns = [body, mark, label, draft]
  static let actor = Actor(kind: .command, name: "test")

  let database: TestDatabase
  let masters: String
  let vault: Vault
  let registry: JobRegistry
  var databases: Databases { database.databases }

  /// The one that most tests share, each as a tenant of its own.
  static func shared() async throws -> Notes { try await one.value }
  private static let one = Task { try await Notes() }

  init(masters: String = MasterKeys.fresh(id: "first")) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("haat-\(UUID())")
    try FileManager.default.copyItem(atPath: TestPostgres.root + "/migrations", toPath: folder.path)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Notes.tables.write(
      to: folder.appendingPathComponent("2099-01-01-0000-notes.sql"), atomically: true, encoding: .utf8)
    self.masters = masters
    let vault = Vault(masters: try MasterKeys(masters), columns: Notes.columns)
    self.vault = vault
    let registry = Notes.registry(vault)
    self.registry = registry
    database = try await TestDatabase.make(migrations: folder.path) { $0.attachment = registry }
  }

  static func registry(_ vault: Vault) -> JobRegistry {
    var registry = JobRegistry(jobs: Vault.jobs)
    registry.provisions[Vault.self] = vault
    return registry
  }

  private static let tables = """
    create table sealed_notes (tenant_id uuid, id uuid, body bytea, mark bytea, primary key (tenant_id, id));
    create table sealed_labels (tenant_id uuid, name text, label bytea, primary key (tenant_id, name));
    create table sealed_drafts (token bytea primary key, draft bytea);
    grant select, insert, update, delete on sealed_notes, sealed_labels, sealed_drafts to haat_app;
    """

  /// As another process would have it.
  func anotherVault(masters: String? = nil, settings: VaultSettings = VaultSettings()) throws -> Vault {
    Vault(masters: try MasterKeys(masters ?? self.masters), columns: Notes.columns, settings: settings)
  }

  /// A tenant that nobody else has.
  func tenant() -> TenantDatabase { databases.tenant(TenantID()) }

  func write(_ text: String, in db: TenantDatabase, by vault: Vault? = nil) async throws -> Note {
    let id = RecordID<Note>()
    let body = try await (vault ?? self.vault).seal(Array(text.utf8), as: Notes.body, row: "\(id)", in: db)
    try await db.run("insert into sealed_notes (tenant_id, id, body) values (\(db.tenant), \(id), \(body))")
    return Note(id: id, body: body)
  }

  func replace(_ note: RecordID<Note>, by body: [UInt8], in db: TenantDatabase) async throws {
    try await db.run("update sealed_notes set body = \(body) where tenant_id = \(db.tenant) and id = \(note)")
  }

  func notes(of db: TenantDatabase) async throws -> [Note] {
    try await db.all("select id, body from sealed_notes where tenant_id = \(db.tenant) order by id")
  }

  func read(_ note: Note, in db: TenantDatabase, by vault: Vault? = nil) async throws -> String {
    String(
      decoding: try await (vault ?? self.vault).open(note.body, as: Notes.body, row: "\(note.id)", in: db),
      as: UTF8.self)
  }

  /// All of a tenant, opened by a process that knows nothing yet.
  func texts(of db: TenantDatabase, masters: String? = nil) async throws -> [String] {
    let vault = try anotherVault(masters: masters)
    var texts: [String] = []
    for note in try await notes(of: db) { texts.append(try await read(note, in: db, by: vault)) }
    return texts
  }

  func keys(of db: TenantDatabase) async throws -> Int {
    try await db.one("select count(*) from data_keys where tenant_id = \(db.tenant)")
  }

  func actions(of db: TenantDatabase) async throws -> [String] {
    try await db.all("select action from audit where tenant_id = \(db.tenant) order by id")
  }

  @discardableResult
  func work(for db: TenantDatabase, at now: Instant? = nil) async throws -> [JobRecord] {
    try await databases.runJobs(of: db.tenant, by: registry, at: now)
  }
}

struct Note: Sendable, FromRow {
  let id: RecordID<Note>
  var body: [UInt8]

  init(id: RecordID<Note>, body: [UInt8]) {
    self.id = id
    self.body = body
  }

  init(row: inout Row) throws {
    id = try row.next()
    body = try row.next()
  }

  /// The id of the key that sealed it.
  var key: [UInt8] { Array(body[1..<17]) }
}
