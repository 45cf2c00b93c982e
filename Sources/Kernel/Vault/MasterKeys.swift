import Crypto

/// The keys from the settings that wrap the tenants' keys: the first wraps, every one opens.
package struct MasterKeys: Sendable {
  /// What new keys are wrapped with.
  package let current: MasterKey
  private let keys: [String: MasterKey]

  /// Reads `id:key,id:key`. A problem is told without showing a key.
  package init(_ text: String) throws(MasterKeyProblem) {
    var all: [MasterKey] = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let key = try MasterKey(item)
      if all.contains(where: { $0.id == key.id }) { throw .idTwice(key.id) }
      all.append(key)
    }
    self.init(all[0], all)
  }

  private init(_ current: MasterKey, _ all: [MasterKey]) {
    self.current = current
    keys = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
  }

  /// The text that `init` reads of one new key, for a first start.
  package static func fresh(id: String) -> String { "\(id):\(SecretKey.random().text)" }

  /// One new key that stands nowhere, for what ends with the process.
  package static func passing() -> MasterKeys {
    let key = MasterKey("passing", .random())
    return MasterKeys(key, [key])
  }

  package var ids: Set<String> { Set(keys.keys) }

  func key(_ id: String) -> MasterKey? { keys[id] }
}

/// One of them. Its id stands beside what it wrapped.
package struct MasterKey: Sendable {
  package let id: String
  let box: SealedBox

  init(_ id: String, _ key: SecretKey) {
    self.id = id
    box = SealedBox(key: key)
  }

  init(_ item: some StringProtocol) throws(MasterKeyProblem) {
    let parts = item.split(separator: ":", omittingEmptySubsequences: false).map { String($0.filter { $0 != " " }) }
    guard parts.count == 2, MasterKey.isID(parts[0]) else { throw .form }
    guard let key = SecretKey(parts[1]) else { throw .length(id: parts[0]) }
    self.init(parts[0], key)
  }

  private static let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)

  private static func isID(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count) && text.utf8.allSatisfy { letters.contains($0) }
  }
}

/// Why a text holds no master keys.
package enum MasterKeyProblem: Error, Equatable, CustomStringConvertible {
  case form
  case length(id: String)
  case idTwice(String)

  /// The rest of a sentence that begins with the name of the setting.
  package var description: String {
    switch self {
    case .form: "must be like 2026:key or 2027:key,2026:key, each id of small letters, digits and hyphens"
    case .length(let id): "must have 32 bytes behind “\(id):”, in hex or base64url: openssl rand -hex 32"
    case .idTwice(let id): "names the key “\(id)” twice"
    }
  }
}
