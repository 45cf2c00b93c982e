import Basics
import Crypto
import Database
import Testing
import Vault

@Suite struct `Sealing a value` {
  @Test func `brings back any bytes`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    for length in [0, 1, 16, 17, 57, 1000, 100_000] + (0..<50).map({ _ in Int.random(in: 0...300) }) {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0 ... .max) }
      let sealed = try await notes.vault.seal(bytes, as: Notes.body, row: "r", in: db)
      #expect(sealed.count == length + 57)
      #expect(try await notes.vault.open(sealed, as: Notes.body, row: "r", in: db) == bytes)
    }
  }

  @Test func `never makes the same of the same`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    var seen: Set<[UInt8]> = []
    for _ in 0..<100 { seen.insert(try await notes.vault.seal([1, 2, 3], as: Notes.body, row: "r", in: db)) }
    #expect(seen.count == 100)
  }

  @Test func `opens in its own row, column and tenant only`() async throws {
    let notes = try await Notes.shared()
    let (db, other) = (notes.tenant(), notes.tenant())
    let vault = notes.vault
    _ = try await vault.seal([], as: Notes.body, row: "r", in: other)
    for row in ["r", "", "a/b", "\u{0}", RecordID<Note>().description] {
      let sealed = try await vault.seal(Array("secret".utf8), as: Notes.body, row: row, in: db)
      await #expect(throws: VaultError.altered("sealed_notes.body")) {
        try await vault.open(sealed, as: Notes.body, row: row + "x", in: db)
      }
      await #expect(throws: VaultError.altered("sealed_notes.mark")) {
        try await vault.open(sealed, as: Notes.mark, row: row, in: db)
      }
      await #expect(throws: VaultError.altered("sealed_labels.label")) {
        try await vault.open(sealed, as: Notes.label, row: row, in: db)
      }
      // Another tenant has no such key; and with a copy of it, the value would still say whose it is.
      await #expect(throws: Failure.keyDeleted) {
        try await vault.open(sealed, as: Notes.body, row: row, in: other)
      }
    }
  }

  @Test func `opens nothing of which one bit is another`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    let sealed = try await notes.vault.seal(Array("secret".utf8), as: Notes.body, row: "r", in: db)
    for position in 0..<sealed.count {
      var altered = sealed
      altered[position] ^= 1 << UInt8.random(in: 0..<8)
      await #expect(throws: (any Error).self, "byte \(position)") {
        try await notes.vault.open(altered, as: Notes.body, row: "r", in: db)
      }
    }
    for length in 0..<sealed.count {
      await #expect(throws: (any Error).self, "cut to \(length)") {
        try await notes.vault.open(Array(sealed[..<length]), as: Notes.body, row: "r", in: db)
      }
    }
  }

  @Test func `refuses a column that nobody declares`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    await #expect(throws: VaultError.undeclared("people.name")) {
      try await notes.vault.seal([1], as: SealedColumn("people", "name"), row: "r", in: db)
    }
    // What belongs to no tenant is sealed with the platform's keys, where a rotation looks for it.
    await #expect(throws: VaultError.undeclared("sealed_drafts.draft")) {
      try await notes.vault.seal([1], as: Notes.draft, row: "r", in: db)
    }
  }

  @Test func `goes in batches, each value to its row`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    let plain = (0..<100).map { (row: "\($0)", bytes: Array("text \($0)".utf8)) }
    let sealed = try await notes.vault.seal(plain, as: Notes.body, in: db)
    let back = try await notes.vault.open(
      zip(plain, sealed).map { (row: $0.row, bytes: $1) }, as: Notes.body, in: db)
    #expect(back == plain.map(\.bytes))
    #expect(try await notes.vault.seal([], as: Notes.body, in: db).isEmpty)
  }

  @Test func `takes microseconds with a warm key, and one round trip with a cold one`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    let bytes = [UInt8](repeating: 7, count: 64)
    let sealed = try await notes.vault.seal(bytes, as: Notes.body, row: "r", in: db)
    func microseconds(_ times: Int, _ body: () async throws -> Void) async throws -> Double {
      let start = monotonicNanoseconds()
      for _ in 0..<times { try await body() }
      return Double(monotonicNanoseconds() - start) / 1000 / Double(times)
    }
    let sealing = try await microseconds(2000) {
      _ = try await notes.vault.seal(bytes, as: Notes.body, row: "r", in: db)
    }
    let opening = try await microseconds(2000) {
      _ = try await notes.vault.open(sealed, as: Notes.body, row: "r", in: db)
    }
    let cold = try await microseconds(50) {
      notes.vault.forget(db.tenant)
      _ = try await notes.vault.open(sealed, as: Notes.body, row: "r", in: db)
    }
    print("µs: seal \(sealing), open \(opening), open with a cold key \(cold)")
    #expect(min(sealing, opening) < 2000)
  }
}
