import Basics
import Database
import Jobs
import TestKit
import Testing

@testable import Vault

@Suite struct `The keys of a tenant` {
  @Test func `are made once, however many need them first at once`() async throws {
    let notes = try await Notes.shared()
    for _ in 0..<10 {
      let db = notes.tenant()
      let vaults = [try notes.anotherVault(), try notes.anotherVault()]
      try await withThrowingTaskGroup(of: Void.self) { group in
        for turn in 0..<6 {
          group.addTask { _ = try await notes.write("note \(turn)", in: db, by: vaults[turn % 2]) }
        }
        try await group.waitForAll()
      }
      #expect(try await notes.keys(of: db) == 2)
      #expect(try await notes.texts(of: db).count == 6)
    }
  }

  @Test func `made in a transaction that is undone seal nothing that stays`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    struct Undone: Error {}
    await #expect(throws: Undone.self) {
      try await db.transaction { db in
        let note = try await notes.write("never", in: db)
        #expect(try await notes.read(note, in: db) == "never")
        throw Undone()
      }
    }
    #expect(try await notes.keys(of: db) == 0)
    _ = try await notes.write("stays", in: db)
    #expect(try await notes.texts(of: db) == ["stays"])
  }

  @Test func `made in a transaction seal what is committed with them`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    try await db.transaction { db in
      for text in ["a", "b"] { _ = try await notes.write(text, in: db) }
    }
    #expect(Set(try await notes.texts(of: db)) == ["a", "b"])
    #expect(try await notes.keys(of: db) == 2)
  }

  @Test func `once deleted open nothing, in no process`() async throws {
    let notes = try await Notes.shared()
    let (db, other) = (notes.tenant(), notes.tenant())
    let elsewhere = try notes.anotherVault()
    let subscription = elsewhere.watch(notes.databases)
    defer { subscription.cancel() }
    let note = try await notes.write("gone", in: db)
    let spared = try await notes.write("spared", in: other)
    #expect(try await notes.read(note, in: db, by: elsewhere) == "gone")
    #expect(try await notes.vault.deleteKeys(of: db, by: Notes.actor) == 2)
    await #expect(throws: Failure.keyDeleted) { try await notes.read(note, in: db) }
    try await eventually {
      do {
        _ = try await notes.read(note, in: db, by: elsewhere)
        return false
      } catch let failure as Failure { return failure == .keyDeleted }
    }
    #expect(try await notes.read(spared, in: other, by: elsewhere) == "spared")
    #expect(try await notes.actions(of: db) == ["keys.deleted"])
    // A rotation's job that comes late makes no new ones.
    try await db.enqueue(Reseal())
    #expect(try await notes.work(for: db).map(\.outcome) == [.done])
    #expect(try await notes.keys(of: db) == 0)
    // Life goes on with new keys, which open nothing old.
    let next = try await notes.write("new", in: db)
    #expect(try await notes.read(next, in: db) == "new")
    await #expect(throws: Failure.keyDeleted) { try await notes.read(note, in: db) }
  }

  @Test func `are looked for again after a while, told or not`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    var settings = VaultSettings()
    settings.lifetime = .zero
    let forgetful = try notes.anotherVault(settings: settings)
    let note = try await notes.write("gone", in: db)
    #expect(try await notes.read(note, in: db, by: forgetful) == "gone")
    let untold = try notes.anotherVault()
    #expect(try await notes.read(note, in: db, by: untold) == "gone")
    try await notes.vault.deleteKeys(of: db, by: Notes.actor)
    await #expect(throws: Failure.keyDeleted) { try await notes.read(note, in: db, by: forgetful) }
    #expect(
      try await notes.read(note, in: db, by: untold) == "gone", "the memory of minutes is there to be seen")
  }

  @Test func `are another tenant's secret`() async throws {
    let notes = try await Notes.shared()
    let (db, other) = (notes.tenant(), notes.tenant())
    let note = try await notes.write("mine", in: db)
    // Asking for all, a tenant sees its own.
    #expect(try await other.all("select tenant_id from data_keys", as: TenantID.self) == [])
    await #expect(throws: DatabaseError.self) {
      try await notes.databases.platform.all("select wrapped from data_keys", as: [UInt8].self)
    }
    // Even with the key's row copied over, as nobody but the owner could: it was wrapped for its own tenant.
    _ = try await notes.write("theirs", in: other)
    let keys = try await DataKey.all(in: db)
    let ring = Keyring(keys, of: other.tenant, by: notes.vault.masters)
    #expect(throws: VaultError.wrongMaster("first")) { try ring.sealing() }
    #expect(try await notes.read(note, in: db) == "mine")
  }

  @Test func `need the master that wrapped them`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    let note = try await notes.write("x", in: db)
    let unknown = try notes.anotherVault(masters: MasterKeys.fresh(id: "second"))
    let wrong = try notes.anotherVault(masters: MasterKeys.fresh(id: "first"))
    for (vault, error) in [(unknown, VaultError.unknownMaster("first")), (wrong, .wrongMaster("first"))] {
      await #expect(throws: error) { try await notes.read(note, in: db, by: vault) }
      await #expect(throws: error) { try await notes.write("y", in: db, by: vault) }
      await #expect(throws: error) { try await vault.fingerprint(of: "x", as: Notes.mark, in: db) }
    }
    let both = try notes.anotherVault(masters: MasterKeys.fresh(id: "second") + "," + notes.masters)
    #expect(try await notes.read(note, in: db, by: both) == "x")
  }
}

@Suite struct `Unwrapped keys in memory` {
  private let empty = Keyring([], of: .platform, by: .passing())

  @Test func `are those of the tenants that were asked for last`() {
    var cache = KeyringCache(limit: 8, lifetime: .seconds(1))
    let tenants = (0..<9).map { TenantID(high: 1, low: $0) }
    for (moment, tenant) in tenants[..<8].enumerated() {
      cache.keep(empty, of: tenant, readIn: 0, now: UInt64(moment))
    }
    #expect(cache.keyring(of: tenants[0], now: 100) != nil)
    cache.keep(empty, of: tenants[8], readIn: 0, now: 101)
    #expect(cache.count == 7)
    #expect(cache.keyring(of: tenants[0], now: 102) != nil)
    #expect(cache.keyring(of: tenants[1], now: 102) == nil)
  }

  @Test func `go when their time is up`() {
    var cache = KeyringCache(limit: 8, lifetime: .seconds(1))
    cache.keep(empty, of: .platform, readIn: 0, now: 5)
    #expect(cache.keyring(of: .platform, now: 999_999_999) != nil)
    #expect(cache.keyring(of: .platform, now: 1_000_000_005) == nil)
  }

  @Test func `are not kept if they were forgotten while they were read`() {
    var cache = KeyringCache(limit: 8, lifetime: .seconds(1))
    let generation = cache.generation
    cache.forget(TenantID(high: 1, low: 1))
    cache.keep(empty, of: .platform, readIn: generation, now: 5)
    #expect(cache.keyring(of: .platform, now: 6) == nil)
  }
}
