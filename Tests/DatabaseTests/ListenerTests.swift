import Basics
import TestKit
import Testing

@testable import Database

@Suite(.serialized) struct `Listening` {
  @Test func `hears what is notified, and goes on when its connection was ended`() async throws {
    let database = try await Notebook.shared()
    let databases = try database.databases { $0.applicationName = "listening" }
    let heard = Log()
    let other = Log()
    databases.listen(to: "haat_news") { heard.append("\($0)") }
    let subscription = databases.listen(to: "haat_other") { other.append("\($0)") }
    try await heard.waits(for: 1)
    try await other.waits(for: 1)
    #expect(heard.lines == ["connected"])

    let db = databases.global
    try await db.run("select pg_notify('haat_news', \("one"))")
    try await heard.waits(for: 2)
    #expect(heard.lines.last == "notified(payload: \"one\")")

    try await db.transaction { inside in
      try await inside.run("select pg_notify('haat_news', 'two')")
      try await inside.run("select pg_notify('haat_other', 'x')")
    }
    try await heard.waits(for: 3)
    try await other.waits(for: 2)
    subscription.cancel()

    _ = try await database.asAdministrator(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'listening listener'")
    try await heard.waits(for: 4)
    #expect(heard.lines.last == "connected")
    try await db.run("select pg_notify('haat_news', 'three')")
    try await heard.waits(for: 5)
    #expect(heard.lines.last == "notified(payload: \"three\")")
    #expect(other.lines.count == 2)
    await databases.close()
  }
}
