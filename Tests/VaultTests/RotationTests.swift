import Basics
import Database
import Jobs
import Synchronization
import Testing

@testable import Vault

@Suite struct `Giving a tenant another key` {
  private let later = Instant.now + .seconds(7200)

  @Test func `seals everything anew, and deletes the old key when its time is up`() async throws {
    let notes = try await Notes.shared()
    let (db, other) = (notes.tenant(), notes.tenant())
    let texts = Set((0..<450).map { "text \($0)" })
    for text in texts { _ = try await notes.write(text, in: db) }
    let spared = try await notes.write("spared", in: other)
    let old = try await notes.notes(of: db)[0].key
    try await label("tag", "red", in: db)

    #expect(try await notes.vault.rotate(db, by: Notes.actor) == .begun)
    #expect(Set(try await notes.texts(of: db)) == texts)
    #expect(try await notes.vault.progress(in: db).map(\.left) == [450, 0, 1])
    try await notes.work(for: db)
    #expect(try await notes.vault.progress(in: db).map(\.left) == [0, 0, 0])
    #expect(Set(try await notes.texts(of: db)) == texts)
    #expect(try await !notes.notes(of: db).contains { $0.key == old })
    #expect(try await notes.keys(of: db) == 3, "a value may still be on its way")

    try await notes.work(for: db, at: later)
    #expect(try await notes.keys(of: db) == 2)
    #expect(Set(try await notes.texts(of: db)) == texts)
    #expect(try await readLabel("tag", in: db) == "red")
    #expect(try await notes.actions(of: db) == ["keys.rotated"])
    #expect(try await notes.notes(of: other)[0].body == spared.body)
  }

  private func label(_ name: String, _ text: String, in db: TenantDatabase) async throws {
    let notes = try await Notes.shared()
    let sealed = try await notes.vault.seal(Array(text.utf8), as: Notes.label, row: name, in: db)
    try await db.run(
      "insert into sealed_labels (tenant_id, name, label) values (\(db.tenant), \(name), \(sealed))")
  }

  private func readLabel(_ name: String, in db: TenantDatabase) async throws -> String {
    let notes = try await Notes.shared()
    let sealed = try await db.one(
      "select label from sealed_labels where tenant_id = \(db.tenant) and name = \(name)", as: [UInt8].self)
    return String(
      decoding: try await notes.vault.open(sealed, as: Notes.label, row: name, in: db), as: UTF8.self)
  }

  @Test func `passes over rows that have nothing to seal`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    // Every note has an empty mark, and some have no body either.
    for number in 0..<3 { _ = try await notes.write("text \(number)", in: db) }
    for _ in 0..<250 {
      try await db.run("insert into sealed_notes (tenant_id, id) values (\(db.tenant), \(RecordID<Note>()))")
    }
    _ = try await notes.write("text 3", in: db)
    #expect(try await notes.vault.rotate(db, by: Notes.actor) == .begun)
    let records = try await notes.work(for: db)
    #expect(records.map(\.outcome) == [.done] && records.first?.remark == nil)
    try await notes.work(for: db, at: later)
    #expect(try await notes.keys(of: db) == 2)
    let empty = "select count(*) from sealed_notes where tenant_id = \(db.tenant) and body is null" as SQL
    #expect(try await db.one(empty, as: Int.self) == 250)
    let kept: [Note] = try await db.all(
      "select id, body from sealed_notes where tenant_id = \(db.tenant) and body is not null")
    let vault = try notes.anotherVault()
    var texts: [String] = []
    for note in kept { texts.append(try await notes.read(note, in: db, by: vault)) }
    #expect(texts.sorted() == (0..<4).map { "text \($0)" })
  }

  @Test func `reaches tables that belong to no tenant`() async throws {
    let notes = try await Notes()
    let db = notes.databases.tenant(.platform)
    let token: [UInt8] = [0xAB, 0xCD]
    let sealed = try await notes.vault.seal([7], as: Notes.draft, row: "\\xabcd", in: db)
    try await db.run("insert into sealed_drafts (token, draft) values (\(token), \(sealed))")
    #expect(try await notes.vault.rotate(db, by: Notes.actor) == .begun)
    try await notes.work(for: db)
    try await notes.work(for: db, at: later)
    let now = try await db.one("select draft from sealed_drafts", as: [UInt8].self)
    #expect(now != sealed)
    #expect(try await notes.vault.open(now, as: Notes.draft, row: "\\xabcd", in: db) == [7])
    #expect(try await notes.keys(of: db) == 2)
    await notes.databases.close()
  }

  @Test func `leaves alone what is written meanwhile`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    for number in 0..<300 { _ = try await notes.write("old \(number)", in: db) }
    var written = try await notes.texts(of: db)
    let ids = try await notes.notes(of: db).map(\.id)
    let vault = try notes.anotherVault()
    let ends = Atomic(false)
    async let writing = {
      var last: [Int: String] = [:]
      var turn = 0
      while !ends.load(ordering: .relaxed) || turn < 100 {
        let place = Int.random(in: 0..<ids.count)
        let text = "new \(turn)"
        let body = try await vault.seal(Array(text.utf8), as: Notes.body, row: "\(ids[place])", in: db)
        try await notes.replace(ids[place], by: body, in: db)
        last[place] = text
        turn += 1
      }
      return last
    }()
    #expect(try await notes.vault.rotate(db, by: Notes.actor) == .begun)
    try await notes.work(for: db)
    ends.store(true, ordering: .relaxed)
    for (place, text) in try await writing { written[place] = text }
    // The writer has not heard of the new key; what it wrote is found before the old one goes.
    try await notes.work(for: db, at: later)
    #expect(try await notes.texts(of: db) == written)
    #expect(try await notes.keys(of: db) == 2)
  }

  @Test func `is not begun twice, nor for who has sealed nothing`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    #expect(try await notes.vault.rotate(db, by: Notes.actor) == .nothingSealed)
    _ = try await notes.write("x", in: db)
    async let first = notes.vault.rotate(db, by: Notes.actor)
    async let second = notes.vault.rotate(db, by: Notes.actor)
    let starts = [try await first, try await second]
    #expect(starts.filter { $0 == .begun }.count == 1)
    #expect(starts.filter { $0 == .underWay }.count == 1)
    #expect(try await notes.keys(of: db) == 3)
  }

  @Test func `keeps the old key for a value that does not open, and says so`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    var note = try await notes.write("x", in: db)
    _ = try await notes.write("y", in: db)
    let good = note.body
    note.body[30] ^= 1
    try await notes.replace(note.id, by: note.body, in: db)
    _ = try await notes.vault.rotate(db, by: Notes.actor)
    let remark = try await notes.work(for: db).first?.remark ?? ""
    #expect(remark.contains("1 values of sealed_notes.body do not open"))
    try await notes.work(for: db, at: later)
    #expect(try await notes.keys(of: db) == 3)
    // Mended, it goes with the others.
    try await notes.replace(note.id, by: good, in: db)
    #expect(try await notes.vault.rotate(db, by: Notes.actor) == .underWay)
    try await notes.work(for: db, at: later)
    #expect(try await notes.keys(of: db) == 2)
    #expect(Set(try await notes.texts(of: db)) == ["x", "y"])
  }
}

@Suite struct `Another master key` {
  @Test func `takes over every tenant's keys while the servers run`() async throws {
    let notes = try await Notes(masters: MasterKeys.fresh(id: "old"))
    let tenants = (0..<30).map { _ in notes.tenant() } + [notes.databases.tenant(.platform)]
    for db in tenants { _ = try await notes.write("of \(db.tenant)", in: db) }
    let new = MasterKeys.fresh(id: "new")
    let both = try notes.anotherVault(masters: new + "," + notes.masters)

    #expect(try await both.rotateMaster(in: notes.databases, by: Notes.actor) == 62)
    #expect(try await both.rotateMaster(in: notes.databases, by: Notes.actor) == 0)
    #expect(try await VaultStatus(in: notes.databases).masters.map(\.master) == ["new"])
    for db in tenants {
      #expect(try await notes.texts(of: db, masters: new) == ["of \(db.tenant)"])
      // The running server had the key in memory, and it is the same.
      #expect(try await notes.read(try await notes.notes(of: db)[0], in: db) == "of \(db.tenant)")
    }
    #expect(
      try await notes.actions(of: notes.databases.tenant(.platform))
        == ["keys.master-rotation-begun", "keys.master-rotated"])
    await notes.databases.close()
  }

  @Test func `leaves what no given key opens, and names it`() async throws {
    let notes = try await Notes(masters: MasterKeys.fresh(id: "lost"))
    let (db, other) = (notes.tenant(), notes.tenant())
    _ = try await notes.write("x", in: db)
    let new = MasterKeys.fresh(id: "new")
    let old = MasterKeys.fresh(id: "old")
    _ = try await notes.write("y", in: other, by: try notes.anotherVault(masters: old))
    let vault = try notes.anotherVault(masters: new + "," + old)
    await #expect(throws: VaultError.unknownMaster("lost")) {
      try await vault.rotateMaster(in: notes.databases, by: Notes.actor)
    }
    #expect(try await notes.texts(of: other, masters: new) == ["y"])
    #expect(try await notes.texts(of: db) == ["x"])
    await notes.databases.close()
  }

  @Test func `is read from a text, and told without being shown when it cannot be`() throws {
    let key = String(repeating: "ab", count: 32)
    #expect(try MasterKeys("2026:\(key)").current.id == "2026")
    let both = try MasterKeys(" 2027:\(key), 2026:\(MasterKeys.fresh(id: "x").dropFirst(2))")
    #expect(both.current.id == "2027")
    #expect(both.ids == ["2026", "2027"])
    func problem(_ text: String) -> MasterKeyProblem? {
      do {
        _ = try MasterKeys(text)
        return nil
      } catch { return error }
    }
    for text in ["", key, ":\(key)", "A:\(key)", "a b:\(key):", "a:\(key),"] {
      #expect(problem(text) == .form, "\(text)")
    }
    #expect(problem("a:\(key.dropLast())") == .length(id: "a"))
    #expect(problem("a:\(key),b:") == .length(id: "b"))
    #expect(problem("a:\(key),a:\(key)") == .idTwice("a"))
    #expect(!"\(try MasterKeys("a:\(key)"))".contains("abab"))
  }
}
