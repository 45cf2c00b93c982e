import Basics
import Database
import Jobs
import Testing

@Suite struct `Dead letters` {
  let workshop: Workshop
  let db: TenantDatabase
  let notebook = Notebook()

  init() async throws {
    workshop = try await Workshop.shared()
    db = workshop.tenant()
  }

  @Test func `are listed with what they were and why they died, the newest first`() async throws {
    let now = Instant.now
    for age in 1...5 {
      try await db.enqueue(Fail(notebook: notebook, givesUp: true), at: now - .seconds(age))
      try await workshop.runJobs(of: db)
    }
    let page = try await DeadLetter.recent(in: db, limit: 3)
    let rest = try await DeadLetter.recent(in: db, before: page.last, limit: 3)
    #expect(page.count == 3 && rest.count == 2)
    #expect((page + rest).map(\.died) == (page + rest).map(\.died).sorted(by: >))
    #expect(Set((page + rest).map(\.id)).count == 5)
    #expect(try await DeadLetter.count(in: db) == 5)
    let letter = try #require(page.first)
    #expect(letter.name == "tests.fail" && letter.attempts == 1 && letter.payload.contains("givesUp"))
  }

  @Test func `run again from the beginning when a person says so`() async throws {
    let id = try await letter()
    try await DeadLetter.retry(id, in: db)
    #expect(try await DeadLetter.count(in: db) == 0)
    let record = try #require(try await workshop.runJobs(of: db).first)
    #expect(record.id == id && record.attempt == 1)
    #expect(try await DeadLetter.count(in: db) == 1)
  }

  @Test func `are let go when a person says so, and their key stays taken`() async throws {
    let id = try await letter(key: "once")
    try await DeadLetter.discard(id, in: db)
    #expect(try await DeadLetter.count(in: db) == 0)
    #expect(try await workshop.runJobs(of: db).isEmpty)
    #expect(try await db.enqueue(Fail(notebook: notebook), uniqueKey: "once") == false)
  }

  @Test func `can be dealt with once`() async throws {
    let id = try await letter()
    try await DeadLetter.retry(id, in: db)
    await #expect(throws: Failure.notFound) { try await DeadLetter.retry(id, in: db) }
    await #expect(throws: Failure.notFound) { try await DeadLetter.discard(id, in: db) }
    await #expect(throws: Failure.notFound) { try await DeadLetter.find(id, in: db) }
  }

  private func letter(key: String? = nil) async throws -> JobID {
    try await db.enqueue(Fail(notebook: notebook, givesUp: true), uniqueKey: key)
    let record = try #require(try await workshop.runJobs(of: db).first)
    #expect(record.outcome == .dead)
    return record.id
  }
}
