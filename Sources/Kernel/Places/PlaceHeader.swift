import Glibc

/// The beginning of a database: `LOCDBXX`, a version, and where its parts are (format.h of libloc, version 1, big-endian).
///
/// libloc maps the parts without asking whether the file is as long as that: half a copy would end the process at the
/// first lookup behind its end.
enum PlaceHeader {
  private static let magic = Array("LOCDBXX\u{1}".utf8)
  /// Behind the moment and three places in the pool of strings.
  private static let parts = magic.count + 8 + 3 * 4
  private static let size = parts + 5 * 8

  static func isWhole(_ file: UnsafeMutablePointer<FILE>) -> Bool {
    var status = stat()
    var header = [UInt8](repeating: 0, count: size)
    guard fstat(fileno(file), &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      pread(fileno(file), &header, size, 0) == size, header.starts(with: magic)
    else { return false }
    return stride(from: parts, to: size, by: 8).allSatisfy { part in
      number(header[part...]) + number(header[(part + 4)...]) <= status.st_size
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
  }
}
