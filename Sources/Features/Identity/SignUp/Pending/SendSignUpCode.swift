import Basics
import Crypto
import Database
import Jobs
import Localization
import Mail

/// Sends the mail of a sign-up: a code to a new address, and to one that has an account, word that it has.
///
/// Here and not in the request, so that the request does the same whatever the address is.
struct SendSignUpCode: PlatformJob {
  static let name = "identity.send-sign-up-code"

  /// The hash of its token, in hexadecimal digits.
  let signUp: String
  let email: EmailAddress
  let language: Language

  func run(_ context: PlatformJobContext) async throws {
    guard let hash = Hex.decode(signUp) else { throw JobError.giveUp("not a hash: \(signUp)") }
    let locale = UserLocale.plain.speaking(language)
    try await context.databases.changeAccounts { db in
      if let account = try await AccountHolder.find(by: email, in: db.global) {
        try await db.send(.accountExists(account))
        return
      }
      let code = MailCode.random()
      let waits = try await db.global.run(
        "update sign_ups set code_hash = \(code.hash(for: hash)) where token_hash = \(hash) and proved_at is null"
      )
      if waits == 1 { try await db.send(.signUpCode(code, to: email, locale)) }
    }
  }
}
