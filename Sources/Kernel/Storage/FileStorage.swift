import Basics
import Crypto
import Glibc

/// Where files of the tenants lie: `{root}/{tenant}/{SHA-256 in hexadecimal digits}`.
///
/// A path is made of a tenant's key and of a hash, never of a name that came from outside. Everything blocks: call it
/// in a command, or within `offload`.
package struct FileStorage: Sendable {
  private let root: String
  /// Bytes that the files of one tenant may take together.
  package let quota: Int

  /// - Parameter root: the folder, which is made when the first file is kept.
  package init(root: String, quota: Int = .max) {
    self.root = root
    self.quota = quota
  }

  /// Where a file of the tenant is, or would be.
  /// - Parameter hash: 32 bytes.
  package func path(of hash: [UInt8], for tenant: TenantID) -> String {
    precondition(hash.count == 32, "a file is known by its SHA-256")
    return "\(folder(of: tenant))/\(Hex.encode(hash))"
  }

  /// Copies an open file into the storage, from its beginning. When this returns, the file survives a power cut under
  /// its name; before, it has no name. A file that is there already is as new as now.
  /// - Throws: `StorageFull`; `FileError`, when the disk is full for one.
  package func keep(_ descriptor: Int32, for tenant: TenantID) throws -> StoredFile {
    let folder = folder(of: tenant)
    try makeFolders(folder)
    let part = try PartFile(in: folder)
    let kept = try part.copy(descriptor)
    let path = path(of: kept.hash, for: tenant)
    try locking(folder) {
      if !has(kept.hash, for: tenant) { try makeSure(ofRoomFor: kept.size, for: tenant) }
      try part.rename(to: path)
    }
    try sync(folder)
    return kept
  }

  /// A folder on the same disk, for files without a name on their way in.
  package func scratch() throws -> String {
    try makeFolders(root)
    return root
  }

  /// Whether the file is there.
  package func has(_ hash: [UInt8], for tenant: TenantID) -> Bool {
    access(path(of: hash, for: tenant), R_OK) == 0
  }

  /// Removes the file, where it is there and was last kept before a time: what has been kept again meanwhile stays.
  package func remove(_ hash: [UInt8], for tenant: TenantID, keptBefore time: Instant) throws {
    let (path, folder) = (path(of: hash, for: tenant), folder(of: tenant))
    guard has(hash, for: tenant) else { return }
    try locking(folder) {
      guard isFile(path, keptBefore: time) else { return }
      guard unlink(path) == 0 || errno == ENOENT else { throw FileError(path: path, code: errno) }
    }
  }

  func folder(of tenant: TenantID) -> String { "\(root)/\(tenant)" }

  private func makeFolders(_ folder: String) throws {
    var path = ""
    for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
      path += path.isEmpty && part.isEmpty ? "/" : "\(part)/"
      if path == "/" || mkdir(path, 0o700) == 0 || errno == EEXIST { continue }
      throw FileError(path: path, code: errno)
    }
    try sync(root)
  }

  /// A name is in its folder for good only when the folder has been written.
  private func sync(_ folder: String) throws {
    try opening(folder) { descriptor in
      guard fsync(descriptor) == 0 else { throw FileError(path: folder, code: errno) }
    }
  }

  /// While `body` runs, no other process and no other thread gives a file of the folder its name or takes it away.
  private func locking(_ folder: String, _ body: () throws -> Void) throws {
    try opening(folder) { descriptor in
      while flock(descriptor, LOCK_EX) != 0 {
        guard errno == EINTR else { throw FileError(path: folder, code: errno) }
      }
      try body()
    }
  }

  private func opening(_ folder: String, _ body: (Int32) throws -> Void) throws {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: folder, code: errno) }
    // It gives a lock back too.
    defer { close(descriptor) }
    try body(descriptor)
  }
}
