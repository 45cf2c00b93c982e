import Basics
import Crypto
import Glibc

extension FileStorage {
  /// The hashes of a tenant's files that were last kept before a time.
  package func files(of tenant: TenantID, keptBefore time: Instant) -> [[UInt8]] {
    entries(of: tenant).filter { $0.isOlder(than: time) }.compactMap(\.hash)
  }

  /// Removes what was being written for a tenant when a process was killed: files without a name of their own that have
  /// not been touched since a time.
  package func removeLeftovers(of tenant: TenantID, before time: Instant) {
    for entry in entries(of: tenant) where entry.isPart && entry.isOlder(than: time) {
      unlink("\(folder(of: tenant))/\(entry.name)")
    }
  }

  func isFile(_ path: String, keptBefore time: Instant) -> Bool {
    FolderEntry(name: "", path: path)?.isOlder(than: time) ?? false
  }

  func entries(of tenant: TenantID) -> [FolderEntry] {
    let folder = folder(of: tenant)
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var entries: [FolderEntry] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let entry = FolderEntry(name: name, path: "\(folder)/\(name)") { entries.append(entry) }
    }
    return entries
  }
}

/// What lies in the folder of a tenant.
struct FolderEntry {
  let name: String
  let size: Int
  /// When it was last written, in seconds since 1970.
  private let written: Int64

  init?(name: String, path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.name = name
    size = Int(status.st_size)
    written = Int64(status.st_mtim.tv_sec)
  }

  /// Nil for what is no whole file.
  var hash: [UInt8]? { name.utf8.count == 64 ? Hex.decode(name) : nil }
  var isPart: Bool { name.hasPrefix(".") && name.hasSuffix(".part") }

  func isOlder(than time: Instant) -> Bool { written < time.microseconds / 1_000_000 }
}
