import Basics
import Glibc
import Loop
import Synchronization
import TestKit
import Testing

@testable import Database

/// A server of one's own is stopped, crashed and started while readers and writers are at work.
@Suite(.serialized) struct `PostgreSQL goes and comes back` {
  /// What a writer was told about each note it tried to write.
  final class Ledger: Sendable {
    struct Entries {
      var written: [RecordID<Note>] = []
      var refused: [RecordID<Note>] = []
      var unknown: [RecordID<Note>] = []
      var reads = 0
      var unread: [DatabaseError.Kind] = []
    }
    let entries = Mutex(Entries())
    let isOver = Atomic(false)
  }

  @Test func `under load: it recovers by itself, sends no write twice and leaves nothing half-written`()
    async throws
  {
    let server = try await offload { try TestServer() }
    let database = try await Notebook.make(on: server.url()) { $0.waiting = .seconds(3) }
    // Written twice, it would be there twice.
    try await database.asOwner(
      "alter table notes drop constraint notes_pkey cascade; create index on notes (id)")
    let db = database.databases.tenant(TenantID())
    let ledger = Ledger()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<12 { group.addTask { await write(db, ledger, inTransaction: number % 2 == 0) } }
      for _ in 0..<8 { group.addTask { await read(db, ledger) } }
      for signal in [SIGINT, SIGQUIT, SIGINT] {
        try await Task.sleep(for: .milliseconds(400))
        try await offload {
          server.stop(signal)
          usleep(300_000)
          try server.start()
        }
      }
      // A second between the tries to connect is the longest pause.
      try await Task.sleep(for: .milliseconds(1600))
      ledger.isOver.store(true, ordering: .relaxed)
      try await group.waitForAll()
    }
    try await check(ledger, db)
    await database.databases.close()
    server.stop()
  }

  /// Pairs: both notes of a pair, or neither.
  private func write(_ db: TenantDatabase, _ ledger: Ledger, inTransaction: Bool) async {
    while !ledger.isOver.load(ordering: .relaxed) {
      let id = RecordID<Note>()
      let pair: [SQL] = ["a", "b"].map {
        "insert into notes (tenant_id, id, text) values (\(db.tenant), \(id), \($0))"
      }
      do {
        if inTransaction {
          try await db.transaction { inside in for note in pair { try await inside.run(note) } }
        } else {
          try await db.run(pair)
        }
        ledger.entries.withLock { $0.written.append(id) }
      } catch let error as DatabaseError {
        ledger.entries.withLock { entries in
          if error.kind == .outcomeUnknown { entries.unknown.append(id) } else { entries.refused.append(id) }
        }
      } catch { Issue.record(error) }
      try? await Task.sleep(for: .milliseconds(1))
    }
  }

  private func read(_ db: TenantDatabase, _ ledger: Ledger) async {
    while !ledger.isOver.load(ordering: .relaxed) {
      let ended = await kind {
        _ = try await db.rows("select text from notes where tenant_id = \(db.tenant) limit 5")
      }
      ledger.entries.withLock { entries in
        if let ended { entries.unread.append(ended) } else { entries.reads += 1 }
      }
      try? await Task.sleep(for: .milliseconds(1))
    }
  }

  private func check(_ ledger: Ledger, _ db: TenantDatabase) async throws {
    let entries = ledger.entries.withLock { $0 }
    struct Count: FromRow {
      let id: RecordID<Note>
      let texts: [String]
      init(row: inout Row) throws {
        id = try row.next()
        texts = try row.next()
      }
    }
    let counts = try await db.all(
      "select id, array_agg(text order by text) from notes where tenant_id = \(db.tenant) group by id",
      as: Count.self)
    // Neither twice nor by half.
    #expect(counts.allSatisfy { $0.texts == ["a", "b"] })
    let there = Set(counts.map(\.id))
    let (lost, kept) = (
      entries.written.count { !there.contains($0) }, entries.refused.count(where: there.contains)
    )
    #expect(lost == 0, "what was acknowledged is there")
    #expect(kept == 0, "what was refused is not")
    #expect(there.count <= entries.written.count + entries.unknown.count)
    #expect(entries.written.count > 100)
    #expect(entries.reads > 100)
    #expect(Set(entries.unread).isSubset(of: [.unavailable, .timeout]))
  }

  @Test func `while nobody asks: the next use does not notice`() async throws {
    let server = try await offload { try TestServer() }
    let database = try await Notebook.make(on: server.url())
    let db = database.databases.tenant(TenantID())
    #expect(try await db.run("select 1") == 1)
    #expect(try await db.one("select 1", as: Int.self) == 1)
    try await offload {
      server.stop()
      try server.start()
    }
    #expect(try await db.one("select 1", as: Int.self) == 1)
    #expect(try await db.run("select 1") == 1)
    await database.databases.close()
    server.stop()
  }

  @Test func `and an answer is lost: a write is not sent again, a read is, once`() async throws {
    let server = try await offload { try TestServer() }
    let database = try await Notebook.make(on: server.url())
    try await database.asOwner("alter table notes drop constraint notes_pkey cascade")
    let proxy = try LossyProxy(to: server.folder, marker: "lose this", losses: 3)
    let lossy = try database.databases {
      $0.appURL = $0.appURL.replacing("host=\(server.folder)", with: "host=\(proxy.folder)")
    }
    let db = lossy.tenant(TenantID())
    func insert(_ text: String, in db: TenantDatabase) async throws {
      try await db.run(
        "insert into notes (tenant_id, id, text) values (\(db.tenant), \(TenantID()), \(text))")
    }
    func count(_ text: String) async throws -> Int {
      let whole = database.databases.tenant(db.tenant)
      return try await whole.one(
        "select count(*) from notes where tenant_id = \(db.tenant) and text = \(text)", as: Int.self)
    }

    #expect(await kind { try await insert("lose this 1", in: db) } == .outcomeUnknown)
    #expect(try await count("lose this 1") == 1)

    // Before COMMIT was sent, it is known that nothing was written.
    #expect(
      await kind { _ = try await db.transaction { try await insert("lose this 2", in: $0) } } == .unavailable)
    #expect(try await count("lose this 2") == 0)

    #expect(try await db.one("select \("lose this")", as: String.self) == "lose this")
    #expect(try await db.one("select \("lose this")", as: String.self) == "lose this")
    // All is well again.
    try await insert("lose this no more", in: db)
    #expect(try await count("lose this no more") == 1)
    await lossy.close()
    await database.databases.close()
    server.stop()
  }
}
