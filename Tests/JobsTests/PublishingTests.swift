import Basics
import Database
import Jobs
import Loop
import TestKit
import Testing

@Suite struct `Publishing an event` {
  let workshop: Workshop
  let db: TenantDatabase
  let notebook = Notebook()

  init() async throws {
    workshop = try await Workshop.shared()
    db = workshop.tenant()
  }

  @Test func `writes the event and every listener's jobs`() async throws {
    try await db.transaction { try await $0.publish(BellRang(notebook: notebook)) }
    #expect(try await count("events") == 1)
    #expect(try await count("jobs") == 3)
    try await workshop.runJobs(of: db)
    #expect(Set(notebook.lines) == ["door", "dog", "cat"])
  }

  @Test func `leaves nothing when the change is rolled back`() async throws {
    await #expect(throws: SomethingBroke.self) {
      try await db.transaction { db in
        try await db.publish(BellRang(notebook: notebook))
        throw SomethingBroke()
      }
    }
    #expect(try await count("events") == 0)
    #expect(try await count("jobs") == 0)
  }

  @Test func `is kept even if nobody listens`() async throws {
    struct TreeFell: Event { static let name = "tests.tree-fell" }
    try await db.publish(TreeFell())
    #expect(try await count("events") == 1)
    #expect(try await count("jobs") == 0)
  }

  @Test func `cannot be changed or taken back`() async throws {
    try await db.publish(BellRang(notebook: notebook))
    for statement: SQL in ["update events set name = 'x'", "delete from events"] {
      await #expect { try await db.run(statement) } throws: { ($0 as? DatabaseError)?.kind == .forbidden }
    }
  }

  @Test func `is refused where no listener could hear it`() async throws {
    var settings = workshop.databases.settings
    settings.attachment = nil
    let databases = try Databases(settings, on: TestPostgres.loops)
    await #expect(throws: JobError.noListeners) {
      try await databases.tenant(db.tenant).publish(BellRang(notebook: notebook))
    }
    await databases.close()
  }

  private func count(_ table: String) async throws -> Int {
    table == "jobs"
      ? try await db.one("select count(*) from jobs where tenant_id = \(db.tenant)", as: Int.self)
      : try await db.one("select count(*) from events where tenant_id = \(db.tenant)", as: Int.self)
  }
}
