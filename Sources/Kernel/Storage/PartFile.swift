import Basics
import Crypto
import Glibc

/// A file that is being written and has not its own name yet. Removed with this value unless it got one.
struct PartFile: ~Copyable {
  private let path: String
  private let descriptor: Int32

  init(in folder: String) throws {
    path = "\(folder)/.\(String(UInt64.random(in: 0 ... .max), radix: 36)).part"
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
  }

  deinit {
    close(descriptor)
    // Without a name after `rename`.
    unlink(path)
  }

  /// Takes all of an open file, and has the disk keep it.
  func copy(_ source: Int32) throws -> StoredFile {
    var (hash, size) = (SHA256(), 0)
    let chunk = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
    defer { chunk.deallocate() }
    while true {
      let count = pread(source, chunk.baseAddress, chunk.count, off_t(size))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path: path, code: errno) }
      if count == 0 { break }
      let bytes = UnsafeBufferPointer(rebasing: chunk[..<count])
      hash.update(bytes)
      try write(UnsafeRawBufferPointer(bytes))
      size += count
    }
    guard fsync(descriptor) == 0 else { throw FileError(path: path, code: errno) }
    return StoredFile(hash: hash.digest(), size: size)
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileError(path: path, code: errno) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  func rename(to name: String) throws {
    guard Glibc.rename(path, name) == 0 else { throw FileError(path: name, code: errno) }
  }
}
