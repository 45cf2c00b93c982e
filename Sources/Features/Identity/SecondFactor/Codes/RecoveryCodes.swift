import Basics
import Crypto
import Database
import Web

/// Ten words to get in with when the telephone is gone, each good for once.
package enum RecoveryCodes {
  static let count = 10
  /// 60 bits.
  static let length = 12

  /// New ones instead of all that there were. They are shown once and kept nowhere.
  static func renew(for person: PersonID, key: RecoveryKey, at now: Instant, in db: some Queryable)
    async throws
    -> [String]
  {
    let codes = (0..<count).map { _ in String(Base32.encode(Token.random().hash).prefix(length)) }
    try await db.run(
      ["delete from recovery_codes where person_id = \(person)"]
        + codes.map { code in
          """
          insert into recovery_codes (person_id, code_hash, created_at)
          values (\(person), \(key.hash(of: code, person)), \(now))
          """
        })
    return codes.map(spelled)
  }

  /// In groups of four, as they are read and typed.
  static func spelled(_ code: String) -> String {
    stride(from: 0, to: code.count, by: 4).map { String(code.dropFirst($0).prefix(4)) }.joined(separator: "-")
  }

  /// Uses one up: of two who come with the same, one.
  static func use(
    _ code: String, of person: PersonID, key: RecoveryKey, at now: Instant, in db: some Queryable
  )
    async throws -> Bool
  {
    try await db.run(
      """
      update recovery_codes set used_at = \(now)
       where person_id = \(person) and code_hash = \(key.hash(of: code, person)) and used_at is null
      """) == 1
  }

  static func left(of person: PersonID, in db: some Queryable) async throws -> Int {
    try await db.one(
      "select count(*) from recovery_codes where person_id = \(person) and used_at is null", as: Int.self)
  }
}

/// What recovery codes are kept under: whoever reads the table cannot try words on it.
package struct RecoveryKey: Sendable {
  private let key: [UInt8]

  /// Of the secret that the site was made with.
  package init(secret: [UInt8]) { key = HMACSHA256.authenticate(Array("recovery codes:".utf8), key: secret) }

  /// The same, from the site.
  init(_ site: Site) { key = Base64URL.decode(site.signature(of: "", for: "recovery codes")) ?? [] }

  func hash(of code: String, _ person: PersonID) -> [UInt8] {
    HMACSHA256.authenticate(Array("\(person) \(code)".utf8), key: key)
  }
}
