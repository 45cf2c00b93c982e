import Basics
import Database
import Testing
import Vault

@Suite struct `A fingerprint` {
  @Test func `is the same for a text, a column and a tenant, and no other`() async throws {
    let notes = try await Notes.shared()
    let (db, other) = (notes.tenant(), notes.tenant())
    let vault = notes.vault
    let mine = try await vault.fingerprint(of: "rahim@example.com", as: Notes.mark, in: db)
    #expect(mine.count == 32)
    #expect(
      try await notes.anotherVault().fingerprint(of: "rahim@example.com", as: Notes.mark, in: db) == mine)
    #expect(try await vault.fingerprint(of: "karim@example.com", as: Notes.mark, in: db) != mine)
    #expect(try await vault.fingerprint(of: "rahim@example.com", as: Notes.body, in: db) != mine)
    #expect(try await vault.fingerprint(of: "rahim@example.com", as: Notes.mark, in: other) != mine)
  }

  @Test func `stays what it is when the keys are rotated`() async throws {
    let notes = try await Notes.shared()
    let db = notes.tenant()
    _ = try await notes.write("x", in: db)
    let before = try await notes.vault.fingerprint(of: "x", as: Notes.mark, in: db)
    _ = try await notes.vault.rotate(db, by: Notes.actor)
    try await notes.work(for: db, at: Instant.now + .seconds(7200))
    #expect(try await notes.vault.fingerprint(of: "x", as: Notes.mark, in: db) == before)
  }
}
