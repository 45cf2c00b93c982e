import Basics
import Crypto
import Database
import Localization

/// An account that is about to be made: its password is already hashed, which takes longer than a transaction should.
package struct NewAccount: Sendable {
  package let id = PersonID()
  let email: EmailAddress
  let name: String
  let language: Language?
  let passwordHash: String

  /// Without a name the person is called by the e-mail's first part until they say otherwise.
  package init(email: EmailAddress, password: String, name: String? = nil, language: Language? = nil)
    async throws
  {
    self.email = email
    self.name = name ?? NewAccount.name(from: email)
    self.language = language
    passwordHash = try await Password.hash(PasswordRule.normalized(password))
  }

  /// Of a password that is hashed already.
  init(email: EmailAddress, name: String? = nil, passwordHash: String, language: Language?) {
    self.email = email
    self.name = name ?? NewAccount.name(from: email)
    self.language = language
    self.passwordHash = passwordHash
  }

  /// What is wrong with a password for a new account, or nil. `words` are what is known of the person.
  package static func problem(withPassword password: String, words: [String]) -> Message? {
    PasswordRule.problem(with: PasswordRule.normalized(password), words: words)
  }

  /// `Farzana Kabir` of `farzana.kabir+shop@example.com`.
  static func name(from email: EmailAddress) -> String {
    let local = email.text.prefix { $0 != "@" && $0 != "+" }
    let words = local.split { ".-_".contains($0) }.filter { $0.contains(where: \.isLetter) }
    let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    return name.isEmpty ? String(local.isEmpty ? "?" : local) : name
  }

  /// Of somebody who has shown that the address is theirs.
  /// - Throws: `EmailTaken`; an address that is being taken in another transaction is waited for.
  package func insert(at now: Instant, in db: some Queryable) async throws {
    try await db.run(
      """
      insert into people (id, name, language, password_hash, created_at)
      values (\(id), \(name), \(language?.rawValue), \(passwordHash), \(now))
      """
    )
    let isNew = try await db.run(
      """
      insert into sign_in_emails (email, address, person_id, created_at, verified_at)
      values (\(email.key), \(email.text), \(id), \(now), \(now))
      on conflict (email) do nothing
      """
    )
    guard isNew == 1 else { throw EmailTaken() }
  }
}

/// Somebody already signs in with this address.
package struct EmailTaken: Error {}
