import Basics
import Crypto

/// A tenant's keys, unwrapped. One that cannot be is in nobody's way but theirs who need it.
struct Keyring: Sendable {
  private let boxes: [DataKey.ID: Result<SealedBox, VaultError>]
  private let current: DataKey.ID?
  private let index: Result<SecretKey, VaultError>?

  init(_ keys: [DataKey], of tenant: TenantID, by masters: MasterKeys) {
    var boxes: [DataKey.ID: Result<SealedBox, VaultError>] = [:]
    var current: DataKey.ID?
    var index: Result<SecretKey, VaultError>?
    for key in keys {
      let secret = Result { () throws(VaultError) in try key.unwrapped(of: tenant, by: masters) }
      switch key.purpose {
      case .data:
        boxes[key.id] = secret.map { SealedBox(key: $0) }
        if key.isCurrent { current = key.id }
      case .index: index = secret
      }
    }
    self.boxes = boxes
    self.current = current
    self.index = index
  }

  var isComplete: Bool { current != nil && index != nil }

  func holds(_ key: DataKey.ID) -> Bool { boxes[key] != nil }

  /// What opens; nil for a key that there is not.
  func box(_ key: DataKey.ID) throws(VaultError) -> SealedBox? { try boxes[key]?.get() }

  /// What seals, and its id.
  func sealing() throws(VaultError) -> (key: DataKey.ID, box: SealedBox)? {
    guard let current, let box = try box(current) else { return nil }
    return (current, box)
  }

  func indexKey() throws(VaultError) -> SecretKey? { try index?.get() }
}
