import Basics
import Database
import Orders
import Storage
import TestKit
import Testing

@testable import Imports

@Suite struct `Trying an import` {
  let shop: TestShop

  init() async throws { shop = try await TestShop() }

  private func draft(_ file: OrderFile) async throws -> Import {
    let imported = try await shop.find(try await shop.start(file))
    try await shop.db.run(
      "update imports set state = 'draft' where tenant_id = \(shop.db.tenant) and id = \(imported.id)")
    return imported
  }

  @Test func `writes nothing, and says what would be refused and what is known`() async throws {
    let short = try OrderFile(1...30)
    let file = try OrderFile(1...60)
    defer { [short, file].forEach { $0.remove() } }
    let known = try await shop.bring(short).progress.outcome.added
    let before = try await shop.shop.rows()
    let imported = try await draft(file)
    try await Import.startTrial(imported.id, of: OrdersImport.self, in: shop.db)
    try await shop.shop.runJobs()
    #expect(try await shop.shop.rows() == before)
    let trial = try #require(try await shop.find(imported.id).trial)
    #expect(trial.isDone && trial.failure == nil)
    #expect(trial.report.rows == 180)
    #expect(trial.records == 174)
    #expect(trial.known == known)
    #expect(
      trial.problems.map(\.problem) == Array(repeating: RowProblem("integer", field: "quantity"), count: 6))
    #expect(trial.problems.first?.line == 30)
    #expect(trial.fraction == 1)
    try await Import.start(imported.id, of: OrdersImport.self, at: .now, in: shop.db)
    try await shop.shop.runJobs()
    #expect(try await shop.find(imported.id).report == trial.report)
  }

  @Test func `is over when the mapping is changed`() async throws {
    let file = try OrderFile(1...30)
    defer { file.remove() }
    let imported = try await draft(file)
    try await Import.startTrial(imported.id, of: OrdersImport.self, in: shop.db)
    try await Import.save(
      imported.mapping, format: imported.format, source: "till", header: imported.header, of: imported.id,
      at: .now, in: shop.db)
    try await shop.shop.runJobs()
    #expect(try await shop.find(imported.id).trial == nil)
    #expect(try await shop.find(imported.id).source == "till")
  }

  @Test func `says when the file is gone`() async throws {
    let file = try OrderFile(1...30)
    defer { file.remove() }
    let imported = try await draft(file)
    try shop.storage.remove(imported.fileHash, for: shop.db.tenant, keptBefore: .now + .seconds(60))
    try await Import.startTrial(imported.id, of: OrdersImport.self, in: shop.db)
    try await shop.shop.runJobs()
    #expect(try await shop.find(imported.id).trial?.failure == .gone)
    try await Import.start(imported.id, of: OrdersImport.self, at: .now, in: shop.db)
    try await shop.shop.runJobs()
    let failed = try await shop.find(imported.id)
    #expect((failed.state, failed.failure) == (.failed, .gone))
  }

  @Test func `takes what comes before the damage of a gzipped file, and says so`() async throws {
    let file = try OrderFile(1...20_000)
    defer { file.remove() }
    let gzipped = try Gzipped(file.path)
    defer { gzipped.remove() }
    let id = try await shop.shop.prepare(gzipped.path, of: OrdersImport.self)
    try gzipped.cut(shop.storage.path(of: try await shop.find(id).fileHash, for: shop.db.tenant), to: 0.9)
    try await shop.shop.runJobs()
    let imported = try await shop.find(id)
    #expect((imported.state, imported.failure) == (.failed, .damaged))
    #expect(imported.progress.outcome.added > 30_000)
    #expect(imported.progress.read == imported.progress.outcome.added + imported.progress.refused)
    let stated = try await shop.db.one(
      "select sum(gross)::bigint from sales_days where tenant_id = \(shop.db.tenant)", as: Int.self)
    let counted = try await shop.db.one(
      "select sum(gross)::bigint from orders where tenant_id = \(shop.db.tenant)", as: Int.self)
    #expect(stated == counted)
  }
}
