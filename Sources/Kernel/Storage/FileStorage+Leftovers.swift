import Basics
import Crypto
import Glibc

extension FileStorage {
  /// The hashes of a tenant's files that have been there since before a time.
  package func files(of tenant: TenantID, keptBefore time: Instant) -> [[UInt8]] {
    names(of: tenant, before: time).compactMap { name in
      name.utf8.count == 64 ? Hex.decode(name) : nil
    }
  }

  /// Removes what was being written for a tenant when a process was killed: files without a name of their own that have
  /// not been touched since a time.
  package func removeLeftovers(of tenant: TenantID, before time: Instant) {
    for name in names(of: tenant, before: time) where name.hasPrefix(".") && name.hasSuffix(".part") {
      unlink("\(folder(of: tenant))/\(name)")
    }
  }

  private func names(of tenant: TenantID, before time: Instant) -> [String] {
    guard let directory = opendir(folder(of: tenant)) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      var status = stat()
      guard stat("\(folder(of: tenant))/\(name)", &status) == 0 else { continue }
      if Int64(status.st_mtim.tv_sec) < time.microseconds / 1_000_000 { names.append(name) }
    }
    return names
  }
}
