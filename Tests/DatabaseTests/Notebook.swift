import Basics
import Foundation
import Loop
import Synchronization
import TestKit

@testable import Database

/// The schema that these tests use: notes of tenants, and words of nobody's.
enum Notebook {
  static let schema = """
    create table notes (
      tenant_id uuid not null,
      id uuid not null,
      text text not null,
      number bigint not null default 0,
      primary key (tenant_id, id)
    );
    create table replies (
      tenant_id uuid not null,
      id uuid not null,
      note_id uuid not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, note_id) references notes (tenant_id, id) deferrable initially deferred
    );
    create table words (id bigint primary key, text text not null);
    insert into words values (1, 'one'), (2, 'two'), (3, 'three');
    alter table notes enable row level security;
    alter table replies enable row level security;
    create policy tenant on notes using (tenant_id = current_setting('app.tenant_id')::uuid);
    create policy tenant on replies using (tenant_id = current_setting('app.tenant_id')::uuid);
    grant select, insert, update, delete on notes, replies to haat_app;
    grant select, insert, update, delete on words to haat_app, haat_platform;
    """

  /// The database that most of these tests share, each with a tenant of its own.
  static func shared() async throws -> TestDatabase { try await made.value }
  private static let made = Task { try await make() }

  /// A database to oneself, or on a server of one's own.
  static func make(
    on url: String? = nil, change: (inout DatabaseSettings) -> Void = { _ in }
  ) async throws -> TestDatabase {
    let database = try await TestDatabase.make(on: url, change: change)
    try await database.asOwner(schema)
    return database
  }
}

extension TestDatabase {
  /// Runs a text as the owner of the schema.
  func asOwner(_ text: String) async throws {
    let url = ownerURL
    try await offload { try CommandConnection(try ServerAddress(url)).run(text) }
  }

  @discardableResult
  func asAdministrator(_ text: String) async throws -> [[String]] {
    let url = administratorURL
    return try await offload { try CommandConnection(try ServerAddress(url)).rows(text) }
  }

  /// Other connections to the same database, under other settings.
  func databases(_ change: (inout DatabaseSettings) -> Void) throws -> Databases {
    var settings = settings
    change(&settings)
    return try Databases(settings, on: TestPostgres.loops)
  }
}

/// A tenant that nobody else has.
struct Tenant {
  let id = TenantID()
  let db: TenantDatabase

  init() async throws { db = try await Notebook.shared().databases.tenant(id) }
  init(in databases: Databases) { db = databases.tenant(id) }

  @discardableResult
  func note(_ text: String, number: Int = 0) async throws -> RecordID<Note> {
    let id = RecordID<Note>()
    try await db.run(
      "insert into notes (tenant_id, id, text, number) values (\(db.tenant), \(id), \(text), \(number))")
    return id
  }

  func texts() async throws -> [String] {
    try await db.all("select text from notes where tenant_id = \(db.tenant) order by id", as: String.self)
  }
}

struct Note: FromRow, Equatable {
  let id: RecordID<Note>
  let text: String
  let number: Int

  init(row: inout Row) throws {
    id = try row.next()
    text = try row.next()
    number = try row.next()
  }
}

/// The kind of the error that a use ends with; nil when it succeeds.
func kind(_ body: () async throws -> Void) async -> DatabaseError.Kind? {
  do {
    try await body()
    return nil
  } catch let error as DatabaseError {
    return error.kind
  } catch {
    return .server
  }
}

/// Counted by several tasks.
final class Counter: Sendable {
  private let value = Atomic(0)

  func increment() { value.add(1, ordering: .relaxed) }
  var count: Int { value.load(ordering: .relaxed) }
}

/// Lines that closures leave, in order.
final class Log: Sendable {
  private let kept = Mutex<[String]>([])

  func append(_ line: String) { kept.withLock { $0.append(line) } }
  var lines: [String] { kept.withLock { $0 } }

  func waits(for count: Int) async throws {
    for _ in 0..<1000 where lines.count < count { try await Task.sleep(for: .milliseconds(10)) }
  }
}
