import Basics

/// The files of a tenant take as much room as they may.
package struct StorageFull: Error, Equatable {
  /// In bytes.
  package let quota: Int

  /// For the person who brings one more.
  package var message: Message {
    "The files of this business fill the \(quota / 1_000_000) MB that it has here. Each goes a month after its import; try again when an older one has gone."
  }
}

extension FileStorage {
  /// Bytes that the files of a tenant take.
  package func size(of tenant: TenantID) -> Int {
    entries(of: tenant).reduce(0) { $0 + ($1.hash == nil ? 0 : $1.size) }
  }

  /// - Throws: `StorageFull`.
  package func makeSure(ofRoomFor size: Int, for tenant: TenantID) throws {
    guard quota < .max, self.size(of: tenant) + size > quota else { return }
    throw StorageFull(quota: quota)
  }
}
