import Basics
import Crypto

/// The keys that seals are signed with: in the settings of the program and nowhere in the database.
///
/// Signed is with the current one; older ones still verify what they have signed.
package struct AuditKeys: Sendable {
  let currentID: String
  let current: SecretKey
  private let keys: [String: SecretKey]

  func key(_ id: String) -> SecretKey? { keys[id] }

  /// The key that is made of the installation's secret, and in front of it those that are given.
  ///
  /// - Parameter given: `id:key,id:key`, or one key without an id; a key is 32 bytes as base64url or hexadecimal digits.
  ///   The first is the current one.
  /// - Throws: `AuditKeysUnreadable`.
  package init(secret: String, given: String? = nil) throws(AuditKeysUnreadable) {
    let own = SecretKey(of: secret, for: "audit")
    var keys = ["secret-\(own.fingerprint)": own]
    var first: (id: String, key: SecretKey)?
    for part in (given ?? "").split(separator: ",") {
      let pieces = part.split(separator: ":", maxSplits: 1).map { String($0).normalizedLine }
      guard let text = pieces.last, let key = SecretKey(text) else { throw AuditKeysUnreadable() }
      let id = pieces.count == 2 ? pieces[0] : "key-\(key.fingerprint)"
      guard !id.isEmpty, keys.updateValue(key, forKey: id) == nil else { throw AuditKeysUnreadable() }
      first = first ?? (id, key)
    }
    self.keys = keys
    currentID = first?.id ?? "secret-\(own.fingerprint)"
    current = first?.key ?? own
  }
}

/// The setting of keys is not what it must be: says nothing of what it holds.
package struct AuditKeysUnreadable: Error, CustomStringConvertible {
  package var description: String {
    "must be like id:key,id:key with different ids, each key of 32 bytes: openssl rand -hex 32"
  }
}
