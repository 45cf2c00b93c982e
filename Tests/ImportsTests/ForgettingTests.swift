import Basics
import Database
import Foundation
import Jobs
import Orders
import Storage
import TestKit
import Testing

@testable import Imports

@Suite struct `Forgetting old imports` {
  let shop: TestShop

  init() async throws { shop = try await TestShop() }

  private func forget() async throws {
    try await shop.db.enqueue(ForgetOldImports())
    for record in try await shop.shop.runJobs() { #expect(record.error == nil, "\(record.error ?? "")") }
  }

  /// As if so many days had gone by since.
  private func age(_ id: Import.ID, days: Int) async throws {
    try await shop.db.run(
      """
      update imports
         set created_at = created_at - interval '1 day' * \(days), changed_at = changed_at - interval '1 day' * \(days),
             finished_at = finished_at - interval '1 day' * \(days)
       where tenant_id = \(shop.db.tenant) and id = \(id)
      """)
    try age(try await shop.find(id).fileHash, of: shop.db.tenant, days: days)
  }

  private func age(_ file: [UInt8], of tenant: TenantID, days: Int) throws {
    let path = shop.storage.path(of: file, for: tenant)
    try FileManager.default.setAttributes(
      [.modificationDate: Date.now - Double(days) * 86400], ofItemAtPath: path)
  }

  private func keep(_ text: String, for tenant: TenantID) throws -> StoredFile {
    let path = NSTemporaryDirectory() + "haat-forgetting-\(Shop.mark())"
    try Data(text.utf8).write(to: URL(filePath: path))
    let descriptor = open(path, O_RDONLY)
    defer {
      close(descriptor)
      unlink(path)
    }
    return try shop.storage.keep(descriptor, for: tenant)
  }

  private func count(_ table: SQL) async throws -> Int {
    try await shop.db.one("select count(*) from \(fragment: table) where tenant_id = \(shop.db.tenant)")
  }

  private func bring(_ invoices: ClosedRange<Int>) async throws -> Import {
    let file = try OrderFile(invoices)
    defer { file.remove() }
    return try await shop.bring(file)
  }

  @Test
  func
    `lets go of file, refused rows and images of what cannot be undone any more, and keeps what it came to`()
    async throws
  {
    let imported = try await bring(1...40)
    // The same lines with another place change customers, so that there are images.
    let second = try OrderFile(
      (1...40).map { "9\($0),P1,Thing 1,1,2011-02-1\($0 % 9) 10:00,2.15,\($0 % 7),Portugal" })
    defer { second.remove() }
    let changing = try await shop.bring(second)
    #expect(try await count("import_refusals") > 0)
    #expect(try await count("import_changes") > 0)
    let orders = try await count("orders")
    for id in [imported.id, changing.id] { try await age(id, days: 30) }
    try await forget()
    #expect(shop.storage.has(imported.fileHash, for: shop.db.tenant))
    #expect(try await count("import_refusals") > 0)
    for id in [imported.id, changing.id] { try await age(id, days: 2) }
    try await forget()
    #expect(!shop.storage.has(imported.fileHash, for: shop.db.tenant))
    #expect(try await count("import_refusals") == 0)
    #expect(try await count("import_changes") == 0)
    #expect(try await count("orders") == orders)
    let left = try await shop.find(imported.id)
    #expect(left.report == imported.report && left.progress == imported.progress && left.state == .finished)
  }

  @Test func `keeps what is young or goes on, whatever the age of its file`() async throws {
    let young = try await bring(1...10)
    try age(young.fileHash, of: shop.db.tenant, days: 90)
    let file = try OrderFile(11...20)
    defer { file.remove() }
    let waiting = try await shop.start(file)
    try await age(waiting, days: 90)
    // The job of it is not run: another import is as if at work.
    try await shop.db.run(
      "update jobs set due_at = due_at + interval '1 day' where tenant_id = \(shop.db.tenant)")
    try await forget()
    #expect(shop.storage.has(young.fileHash, for: shop.db.tenant))
    #expect(shop.storage.has(try await shop.find(waiting).fileHash, for: shop.db.tenant))
    #expect(try await count("import_refusals") > 0)
  }

  @Test func `removes drafts after a week, and then their files`() async throws {
    let files = [try OrderFile(1...10), try OrderFile(11...20)]
    defer { files.forEach { $0.remove() } }
    let (old, recent) = (try await shop.start(files[0]), try await shop.start(files[1]))
    try await shop.db.run("update imports set state = 'draft' where tenant_id = \(shop.db.tenant)")
    try await shop.db.run("delete from jobs where tenant_id = \(shop.db.tenant)")
    try await age(old, days: 8)
    try await age(recent, days: 6)
    let hash = try await shop.find(recent).fileHash
    try await forget()
    #expect(try await count("imports") == 1)
    #expect(shop.storage.files(of: shop.db.tenant, keptBefore: .now + .seconds(60)) == [hash])
  }

  @Test func `removes files that no import names a day after they came, and no other tenant's`() async throws
  {
    let other = TenantID()
    let files = try ["a", "b"].map { try keep($0, for: shop.db.tenant) }
    let theirs = try keep("a", for: other)
    try age(files[0].hash, of: shop.db.tenant, days: 2)
    try age(theirs.hash, of: other, days: 2)
    try await forget()
    #expect(!shop.storage.has(files[0].hash, for: shop.db.tenant))
    #expect(shop.storage.has(files[1].hash, for: shop.db.tenant))
    #expect(shop.storage.has(theirs.hash, for: other))
  }

  /// A file that nobody needs is sent again while it is being cleared away.
  @Test func `never takes the file of a new import away`() async throws {
    let file = try OrderFile(1...10)
    defer { file.remove() }
    for _ in 1...15 {
      let id = try await shop.start(file)
      let imported = try await shop.find(id)
      try await shop.db.run(
        "update imports set state = 'undone' where tenant_id = \(shop.db.tenant) and id = \(id)")
      try await shop.db.run("delete from jobs where tenant_id = \(shop.db.tenant)")
      try await age(id, days: 40)
      try await shop.db.enqueue(ForgetOldImports())
      async let jobs = shop.shop.runJobs()
      let again = try await shop.start(file)
      _ = try await jobs
      #expect(shop.storage.has(imported.fileHash, for: shop.db.tenant))
      try await shop.db.run("delete from imports where tenant_id = \(shop.db.tenant) and id = \(again)")
    }
  }
}
