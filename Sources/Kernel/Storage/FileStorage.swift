import Basics
import Crypto
import Glibc

/// Where files of the tenants lie: `{root}/{tenant}/{SHA-256 in hexadecimal digits}`.
///
/// A path is made of a tenant's key and of a hash, never of a name that came from outside. Everything blocks: call it
/// in a command, or within `offload`.
package struct FileStorage: Sendable {
  private let root: String

  /// - Parameter root: the folder, which is made when the first file is kept.
  package init(root: String) { self.root = root }

  /// Where a file of the tenant is, or would be.
  /// - Parameter hash: 32 bytes.
  package func path(of hash: [UInt8], for tenant: TenantID) -> String {
    precondition(hash.count == 32, "a file is known by its SHA-256")
    return "\(folder(of: tenant))/\(Hex.encode(hash))"
  }

  /// Copies an open file into the storage, from its beginning. When this returns, the file survives a power cut under
  /// its name; before, it has no name.
  /// - Throws: `FileError`, when the disk is full for one.
  package func keep(_ descriptor: Int32, for tenant: TenantID) throws -> StoredFile {
    let folder = folder(of: tenant)
    try makeFolders(folder)
    let part = try PartFile(in: folder)
    let kept = try part.copy(descriptor)
    try part.rename(to: path(of: kept.hash, for: tenant))
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

  /// Removes the file, where it is there.
  package func remove(_ hash: [UInt8], for tenant: TenantID) throws {
    let path = path(of: hash, for: tenant)
    guard unlink(path) == 0 || errno == ENOENT else { throw FileError(path: path, code: errno) }
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
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: folder, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileError(path: folder, code: errno) }
  }
}
