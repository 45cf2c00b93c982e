import Basics
import Foundation
import Loop
import TestKit
import Testing

@testable import Database

@Suite struct `Migrations` {
  let folder: String
  let database: TestDatabase

  init() async throws {
    folder = NSTemporaryDirectory() + "haat-migrations-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    database = try await TestDatabase.make()
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  private var migrator: Migrator {
    get throws { try Migrator(directory: folder, ownerURL: database.ownerURL) }
  }

  private func message(_ body: () async throws -> Void) async -> String {
    do {
      try await body()
      return ""
    } catch { return "\(error)" }
  }

  @Test func `are applied once, in the order of their names`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write("2026-11-21-0900-second.sql", "insert into shops values (2);")
    try write("2026-11-20-1405-first.sql", "create table shops (id int); insert into shops values (1);")
    try write("README.md", "not a migration")
    try write("schema.sql", "nor this")
    #expect(try await migrator.pending() == ["2026-11-20-1405-first", "2026-11-21-0900-second"])
    #expect(try await migrator.run() == ["2026-11-20-1405-first", "2026-11-21-0900-second"])
    #expect(try await migrator.run() == [])
    try write("2026-11-22-0000-third.sql", "-- no transaction\ncreate index concurrently on shops (id);")
    #expect(try await migrator.run() == ["2026-11-22-0000-third"])
    #expect(try await database.asAdministrator("select count(*) from shops") == [["2"]])
  }

  @Test func `run one process at a time`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write("2026-11-20-1405-first.sql", "create table shops (id int); select pg_sleep(0.2);")
    let migrator = try migrator
    let applied = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 { group.addTask { try await migrator.run() } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(applied == ["2026-11-20-1405-first"])
  }

  @Test func `refuse a file that was changed, is gone or has no proper name`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write("2026-11-20-1405-first.sql", "create table shops (id int);")
    try await migrator.run()
    try write("2026-11-20-1405-first.sql", "create table shops (id bigint);")
    #expect(await message { try await migrator.run() }.contains("was changed after it was applied"))
    try FileManager.default.removeItem(atPath: folder + "/2026-11-20-1405-first.sql")
    #expect(await message { try await migrator.run() }.contains("the database is newer"))
    try write("2026-11-20-first.sql", "select 1")
    #expect(await message { try await migrator.run() }.contains("is named like"))
  }

  @Test func `leave nothing of one that fails, and say where it did`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write("2026-11-20-1405-first.sql", "create table shops (id int);\n\ninsert into shop values (1);")
    #expect(
      await message { try await migrator.run() }.contains("2026-11-20-1405-first.sql:3: relation \"shop\""))
    #expect(try await database.asAdministrator("select to_regclass('shops') is null") == [["t"]])
    try write("2026-11-20-1405-first.sql", "create table shops (id int); commit;")
    #expect(await message { try await migrator.run() }.contains("ends its own transaction"))
  }

  @Test func `make a schema whose dump is the same every time`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write(
      "2026-11-20-1405-first.sql",
      "create table shops (id int primary key); grant select on shops to haat_app;")
    try await migrator.run()
    let dump = try SchemaDump(ownerURL: database.ownerURL, program: TestServer.programs + "/pg_dump")
    let text = try await dump.text()
    #expect(text.contains("CREATE TABLE public.shops"))
    #expect(text.contains("GRANT SELECT ON TABLE public.shops TO haat_app;"))
    #expect(!text.contains("schema_migrations"))
    #expect(!text.contains("restrict"))
    #expect(try await dump.text() == text)
    try write("schema.sql", text)
    #expect(try await dump.difference(from: folder + "/schema.sql") == nil)
    try write("schema.sql", text.replacing("id integer", with: "id bigint"))
    #expect(try await dump.difference(from: folder + "/schema.sql")?.contains("id bigint") == true)
  }
}

@Suite struct `The logins` {
  @Test func `are not above row security, and own what they should`() async throws {
    let database = try await TestDatabase.make()
    let roles = try await database.asAdministrator(
      """
      select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles
      where rolname in ('haat_owner', 'haat_app', 'haat_platform') order by 1
      """)
    #expect(roles == [["haat_app", "f"], ["haat_owner", "f"], ["haat_platform", "f"]])
    // Nothing but what is granted.
    #expect(
      await kind { try await database.databases.global.run("create table mine (id int)") } == .forbidden)
    #expect(try await database.databases.global.run("create temporary table mine (id int)") == 0)
    #expect(
      await kind { try await database.databases.platform.run("create temporary table mine (id int)") }
        == .forbidden)
    try await database.databases.ready()
  }

  @Test func `are asked for in words where the administrator may not make them`() async throws {
    let database = try await TestDatabase.make()
    _ = try await database.asAdministrator("create role weak_\(getpid()) login password 'weak'")
    let url = try #require(URLComponents(string: database.administratorURL))
    var weak = url
    weak.user = "weak_\(getpid())"
    weak.password = "weak"
    weak.path = "/postgres"
    let bootstrap = try Bootstrap(
      administratorURL: try #require(weak.string), database: "haat_none",
      passwords: [.app: "secret-of-the-app"])
    let toRun = try await bootstrap.run()
    #expect(toRun.contains { $0.hasPrefix("create database \"haat_none\" owner haat_owner") })
    #expect(toRun.contains { $0.hasPrefix("alter role haat_app password 'SCRAM-SHA-256$") })
    #expect(!toRun.joined().contains("secret-of-the-app"))
    #expect(toRun.contains("revoke all on schema public from public"))
  }

  @Test func `may be made by somebody who may make roles and databases only`() async throws {
    let server = try await offload { try TestServer() }
    let setup = try CommandConnection(try ServerAddress(server.url()))
    try setup.run("create role maker login createrole createdb password 'maker'")
    let url = server.url(user: "maker", password: "maker")
    let passwords: [Bootstrap.Role: String] = [.owner: "a", .app: "b", .platform: "c"]
    let toRun = try await Bootstrap(administratorURL: url, passwords: passwords).run()
    #expect(toRun == [])
    let databases = try Databases(
      DatabaseSettings(
        appURL: server.url(user: "haat_app", password: "b", database: "haat"),
        platformURL: server.url(user: "haat_platform", password: "c", database: "haat")),
      on: TestPostgres.loops)
    try await databases.ready()
    await databases.close()
    server.stop()
  }
}
