import Basics
import Database
import Foundation
import TestKit
import Testing

@testable import Vault

@Suite(.serialized) struct `A rotation whose process is killed` {
  @Test func `ends all the same, of the master key`() async throws {
    let notes = try await Notes(masters: MasterKeys.fresh(id: "old"))
    let tenants = (0..<300).map { _ in notes.tenant() }
    for db in tenants { _ = try await notes.write("of \(db.tenant)", in: db) }
    let new = MasterKeys.fresh(id: "new")
    try await killAgainAndAgain(notes, new + "," + notes.masters, "rotate-master") {
      try await left(in: notes)
    }
    for db in tenants { #expect(try await notes.texts(of: db, masters: new) == ["of \(db.tenant)"]) }
    await notes.databases.close()
  }

  /// Lets processes come a part of the way, until nothing is left.
  private func killAgainAndAgain(
    _ notes: Notes, _ masters: String, _ task: String, left: () async throws -> Int
  ) async throws {
    var kills: [Int] = []
    while case let before = try await left(), before > 0 {
      let process = try Rotating(notes.database.settings, masters, task)
      // A busy machine takes its time to begin.
      try await eventually(within: .seconds(60)) { try await left() < before }
      try await Task.sleep(for: .milliseconds(.random(in: 0...40)))
      process.kill()
      kills.append(try await left())
    }
    print("\(task) was killed \(kills.count) times; left each time: \(kills)")
    #expect(kills.count > 1, "no kill hit: the test shows nothing")
  }

  private func left(in notes: Notes) async throws -> Int {
    try await VaultStatus(in: notes.databases).masters.filter { $0.master == "old" }.map(\.keys).reduce(0, +)
  }

  @Test func `ends all the same, of a tenant's key`() async throws {
    let notes = try await Notes()
    let db = notes.tenant()
    let texts = (0..<4000).map { "text \($0)" }
    let ids = texts.map { _ in RecordID<Note>() }
    let bodies = try await notes.vault.seal(
      zip(ids, texts).map { (row: "\($0)", bytes: Array($1.utf8)) }, as: Notes.body, in: db)
    try await db.run(
      """
      insert into sealed_notes (tenant_id, id, body)
      select \(db.tenant), id, body from unnest(\(ids), \(bodies.map { Optional($0) })) as given (id, body) returning id
      """)
    #expect(try await notes.vault.rotate(db, by: Notes.actor) == .begun)
    try await killAgainAndAgain(notes, notes.masters, "work") { try await unsealed(of: db, notes) }
    #expect(Set(try await notes.texts(of: db)) == Set(texts))
    let end = Instant.now + .seconds(7200)
    try await notes.work(for: db, at: end)
    #expect(try await notes.keys(of: db) == 2)
    #expect(Set(try await notes.texts(of: db)) == Set(texts))
    await notes.databases.close()
  }

  private func unsealed(of db: TenantDatabase, _ notes: Notes) async throws -> Int {
    try await notes.vault.progress(in: db)[0].left
  }
}

/// A process of the target `VaultKillTarget`, which lies beside the tests.
private struct Rotating {
  private let process = Process()

  init(_ settings: DatabaseSettings, _ masters: String, _ task: String) throws {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent(
      "VaultKillTarget")
    let input = Pipe()
    process.standardInput = input
    try process.run()
    let lines = [settings.appURL, settings.platformURL, masters, task].joined(separator: "\n")
    try input.fileHandleForWriting.write(contentsOf: Data("\(lines)\n".utf8))
  }

  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

struct NotInTime: Error {}

func eventually(within limit: Duration = .seconds(20), _ isTrue: () async throws -> Bool) async throws {
  let end = ContinuousClock.now + limit
  while try await !isTrue() {
    if ContinuousClock.now > end { throw NotInTime() }
    try await Task.sleep(for: .milliseconds(3))
  }
}
