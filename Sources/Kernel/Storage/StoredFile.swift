/// A file in the storage: known by what it holds, so the same content is kept once.
package struct StoredFile: Hashable, Sendable {
  /// SHA-256 of its content: 32 bytes.
  package let hash: [UInt8]
  /// In bytes.
  package let size: Int

  package init(hash: [UInt8], size: Int) {
    self.hash = hash
    self.size = size
  }
}
