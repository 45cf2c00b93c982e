import Basics
import Database
import Vault
import Web

/// What somebody types to show a second factor: six digits of their app, or a recovery code.
package enum FactorCode: Sendable, Equatable {
  case app(String)
  case recovery(String)

  /// In any spelling of people: with spaces and hyphens, in small letters, in Bengali digits, with 0 for O and 8 for B,
  /// which recovery codes do not have. Nil for what cannot be one.
  package init?(_ typed: String) {
    let signs = typed.normalizedLine.uppercased().compactMap { sign -> Character? in
      if sign.isWhitespace || "-–—".contains(sign) { return nil }
      return sign.wholeNumberValue.map { Character(String($0)) } ?? sign
    }
    let text = String(signs)
    if text.count == 6, text.allSatisfy(\.isNumber) {
      self = .app(text)
    } else {
      let code = text.replacing("0", with: "O").replacing("8", with: "B")
      guard code.count == RecoveryCodes.length,
        code.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
      else { return nil }
      self = .recovery(code)
    }
  }
}

/// Checks codes, as often as somebody may try.
package struct FactorCheck: Sendable {
  let vault: Vault
  let key: RecoveryKey

  package init(vault: Vault, key: RecoveryKey) {
    self.vault = vault
    self.key = key
  }

  init(_ site: Site) { self.init(vault: site.vault, key: RecoveryKey(site)) }

  package enum Verdict: Sendable, Equatable {
    case right(SignInMethod)
    case wrong
    case tooMany(wait: Duration)
  }

  /// Uses the code up if it is right. Call it inside the transaction of what the code is for, after `FactorTries.take`
  /// outside of it, so that a try counts whatever becomes of the transaction.
  package func use(_ code: FactorCode, of person: PersonID, at now: Instant, in db: TenantDatabase)
    async throws
    -> SignInMethod?
  {
    switch code {
    case .app(let digits):
      try await AuthenticatorApp.use(digits, of: person, vault: vault, at: now, in: db) ? .code : nil
    case .recovery(let word):
      try await RecoveryCodes.use(word, of: person, key: key, at: now, in: db) ? .recoveryCode : nil
    }
  }

  /// The same with its tries, in a transaction of its own: for a proof that is asked for in between. `browser` is the
  /// mark of a browser that the person has used, or empty.
  package func verdict(
    on typed: String, of person: PersonID, browser: String, at now: Instant, in db: TenantDatabase
  ) async throws -> Verdict {
    guard let code = FactorCode(typed) else { return .wrong }
    let tries = FactorTries(person: person, browser: browser)
    if let wait = try await tries.take(at: now, in: db) { return .tooMany(wait: wait) }
    return try await db.transaction { db in
      guard let method = try await use(code, of: person, at: now, in: db) else { return .wrong }
      try await tries.forgive(in: db)
      return .right(method)
    }
  }
}
