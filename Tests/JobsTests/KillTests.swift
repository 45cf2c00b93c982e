import Basics
import Database
import Foundation
import TestKit
import Testing

@testable import Jobs

@Suite(.serialized) struct `A worker's process that is killed` {
  @Test func `at any moment leaves every effect exactly right`() async throws {
    let database = try await TestDatabase.make(migrations: TestPostgres.root + "/migrations")
    let tenants = (0..<3).map { _ in database.databases.tenant(TenantID()) }
    var sales = 0
    for _ in 0..<20 {
      for db in tenants { try await sell(40, in: db) }
      sales += 40
      let worker = try KilledWorker(database.settings)
      try await Task.sleep(for: .milliseconds(.random(in: 80...500)))
      worker.kill()
    }
    let last = try KilledWorker(database.settings)
    try await eventually(within: .seconds(60)) { try await open(in: database) == 0 }
    last.kill()

    var begun = 0
    for db in tenants {
      for counter in ["sold", "notified", "counted"] {
        #expect(try await count(counter, in: db) == sales, "\(counter)")
      }
      begun += try await count("begun", in: db)
      let events = try await db.all(
        "select name, count(*) from events where tenant_id = \(db.tenant) group by name order by name",
        as: NamedCount.self)
      #expect(events == [NamedCount("kill.effect", 3 * sales), NamedCount("kill.sold", sales)])
      #expect(try await DeadLetter.count(in: db) == 0)
    }
    print("killed 20 times: \(3 * sales) sales, \(begun - 3 * sales) runs begun again")
    #expect(begun > 3 * sales, "no job was hit: the test shows nothing")
    await database.databases.close()
  }

  private func sell(_ count: Int, in db: TenantDatabase) async throws {
    let now = Instant.now
    try await db.insert(
      (0..<count).map { number in
        try NewJob(Sale(pause: .random(in: 0...20_000)), at: now + .milliseconds(number * 5))
      })
  }

  private func open(in database: TestDatabase) async throws -> Int {
    let level = try await QueueLevel.now(in: database.databases.platform)
    return level.due + level.later + level.running
  }

  private func count(_ counter: String, in db: TenantDatabase) async throws -> Int {
    try await WriteOnce.count(counter, in: db)
  }
}

/// What the killed process knows as `Sell`.
private struct Sale: Job {
  static let name = "kill.sell"
  let pause: Int
  func run(_ context: JobContext) async throws {}
}

private struct NamedCount: FromRow, Equatable {
  let name: String
  let count: Int

  init(_ name: String, _ count: Int) {
    self.name = name
    self.count = count
  }

  init(row: inout Row) throws {
    name = try row.next()
    count = try row.next()
  }
}

/// A process of the target `JobsKillTarget`, which lies beside the tests.
private struct KilledWorker {
  private let process = Process()

  init(_ settings: DatabaseSettings) throws {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(
      "JobsKillTarget")
    let input = Pipe()
    process.standardInput = input
    try process.run()
    try input.fileHandleForWriting.write(
      contentsOf: Data("\(settings.appURL)\n\(settings.platformURL)\n".utf8))
  }

  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
