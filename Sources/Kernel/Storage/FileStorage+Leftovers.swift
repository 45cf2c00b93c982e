import Basics
import Glibc

extension FileStorage {
  /// Removes what was being written when a process was killed: files without a name of their own that have not been
  /// touched for a day.
  package func removeLeftovers(now: Instant = .now) {
    for tenant in names(in: root) {
      for name in names(in: "\(root)/\(tenant)") where name.hasPrefix(".") && name.hasSuffix(".part") {
        let path = "\(root)/\(tenant)/\(name)"
        var status = stat()
        guard stat(path, &status) == 0 else { continue }
        if Int64(status.st_mtim.tv_sec) < now.microseconds / 1_000_000 - 86400 { unlink(path) }
      }
    }
  }

  private func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
