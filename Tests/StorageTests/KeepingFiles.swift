import Basics
import Crypto
import Foundation
import Loop
import Testing

@testable import Storage

@Suite struct `Keeping files` {
  let root = FileManager.default.temporaryDirectory.appending(path: "haat-storage-\(UUID())").path
  let tenant = TenantID()
  var storage: FileStorage { FileStorage(root: root) }

  private func keep(_ content: Data, in storage: FileStorage? = nil) throws -> StoredFile {
    let path = root + "-source-\(UUID())"
    try content.write(to: URL(filePath: path))
    let descriptor = open(path, O_RDONLY)
    defer {
      close(descriptor)
      unlink(path)
    }
    return try (storage ?? self.storage).keep(descriptor, for: tenant)
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(tenant)")
  }

  @Test func `keeps a file under its hash`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let content = Data((0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    let kept = try keep(content)
    #expect(kept == StoredFile(hash: SHA256.hash([UInt8](content)), size: content.count))
    #expect(try names() == [Hex.encode(kept.hash)])
    #expect(try Data(contentsOf: URL(filePath: storage.path(of: kept.hash, for: tenant))) == content)
    #expect(storage.has(kept.hash, for: tenant))
  }

  @Test func `keeps the same content once`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    #expect(try keep(Data("one".utf8)) == keep(Data("one".utf8)))
    #expect(try names().count == 1)
  }

  @Test func `shows one tenant nothing of another's`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let kept = try keep(Data("one".utf8))
    #expect(!storage.has(kept.hash, for: TenantID()))
  }

  @Test func `reads an open file from its beginning, wherever it stands`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let path = root + "-source"
    try Data("abc".utf8).write(to: URL(filePath: path))
    let descriptor = open(path, O_RDONLY)
    defer {
      close(descriptor)
      unlink(path)
    }
    lseek(descriptor, 2, SEEK_SET)
    #expect(try storage.keep(descriptor, for: tenant).size == 3)
  }

  @Test func `removes a file, and minds not that it is gone`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let kept = try keep(Data("one".utf8))
    for _ in 1...2 { try storage.remove(kept.hash, for: tenant, keptBefore: .now + .seconds(60)) }
    #expect(!storage.has(kept.hash, for: tenant))
  }

  @Test func `leaves nothing behind when the source cannot be read`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let folder = open("/", O_RDONLY)
    defer { close(folder) }
    #expect(throws: FileError.self) { try storage.keep(folder, for: tenant) }
    #expect(try names() == [])
  }

  @Test func `removes what a killed process left, and nothing else`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let kept = try keep(Data("one".utf8))
    try Data("half".utf8).write(to: URL(filePath: "\(root)/\(tenant)/.abc.part"))
    storage.removeLeftovers(of: tenant, before: .now - .seconds(60))
    #expect(try names().count == 2)
    storage.removeLeftovers(of: tenant, before: .now + .seconds(60))
    #expect(try names() == [Hex.encode(kept.hash)])
  }

  @Test func `lists files by their age`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let kept = try keep(Data("one".utf8))
    try Data("half".utf8).write(to: URL(filePath: "\(root)/\(tenant)/.abc.part"))
    #expect(storage.files(of: tenant, keptBefore: .now - .seconds(60)) == [])
    #expect(storage.files(of: tenant, keptBefore: .now + .seconds(60)) == [kept.hash])
    #expect(storage.files(of: TenantID(), keptBefore: .now) == [])
  }

  @Test func `keeps a file that was kept again since it was found idle`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let kept = try keep(Data("one".utf8))
    let yesterday = Instant.now - .seconds(86400)
    try age(kept)
    #expect(storage.files(of: tenant, keptBefore: yesterday) == [kept.hash])
    #expect(try keep(Data("one".utf8)) == kept)
    try storage.remove(kept.hash, for: tenant, keptBefore: yesterday)
    #expect(storage.has(kept.hash, for: tenant))
    try age(kept)
    try storage.remove(kept.hash, for: tenant, keptBefore: yesterday)
    #expect(!storage.has(kept.hash, for: tenant))
  }

  /// Whoever looks at the age of a file and then unlinks the name can take a newer one away.
  @Test func `has a file whenever keeping it has come to an end, however many remove idle ones`() async throws
  {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let (storage, tenant, yesterday) = (storage, tenant, Instant.now - .seconds(86400))
    let kept = try keep(Data("one".utf8))
    for _ in 1...400 {
      try age(kept)
      async let removal: Void = offload {
        for _ in 1...4 { try storage.remove(kept.hash, for: tenant, keptBefore: yesterday) }
      }
      _ = try keep(Data("one".utf8))
      try await removal
      try #require(storage.has(kept.hash, for: tenant))
    }
  }

  @Test func `takes no more of a tenant than it may have, and the same file again`() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let small = FileStorage(root: root, quota: 1000)
    let first = Data(repeating: 1, count: 600)
    let kept = try keep(first, in: small)
    #expect(small.size(of: tenant) == 600)
    #expect(throws: StorageFull(quota: 1000)) { try keep(Data(repeating: 2, count: 401), in: small) }
    #expect(try names() == [Hex.encode(kept.hash)])
    #expect(try keep(first, in: small) == kept)
    #expect(try keep(Data(repeating: 2, count: 400), in: small).size == 400)
    #expect(throws: StorageFull.self) { try small.makeSure(ofRoomFor: 1, for: tenant) }
    try small.makeSure(ofRoomFor: 1000, for: TenantID())
  }

  private func age(_ file: StoredFile) throws {
    let path = storage.path(of: file.hash, for: tenant)
    let before = Date.now - 3 * 86400
    // It may have been removed.
    try? FileManager.default.setAttributes([.modificationDate: before], ofItemAtPath: path)
  }
}
