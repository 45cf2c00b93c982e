import Basics
import Crypto
import Foundation
import Testing

@testable import Storage

@Suite struct `Keeping files` {
  let root = FileManager.default.temporaryDirectory.appending(path: "haat-storage-\(UUID())").path
  let tenant = TenantID()
  var storage: FileStorage { FileStorage(root: root) }

  private func keep(_ content: Data) throws -> StoredFile {
    let path = root + "-source-\(UUID())"
    try content.write(to: URL(filePath: path))
    let descriptor = open(path, O_RDONLY)
    defer {
      close(descriptor)
      unlink(path)
    }
    return try storage.keep(descriptor, for: tenant)
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
    try storage.remove(kept.hash, for: tenant)
    try storage.remove(kept.hash, for: tenant)
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
}
