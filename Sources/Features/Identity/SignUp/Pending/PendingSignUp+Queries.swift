import Basics
import Crypto
import Database
import Jobs
import Web

extension PendingSignUp {
  /// Keeps a sign-up and has its mail sent. What this browser had begun before is over. The same statements for every
  /// address: only the job looks whether it has an account.
  static func begin(_ draft: Draft, replacing old: Token?, _ request: OpenRequest) async throws -> Token {
    let token = Token.random()
    let sealed = try sealed(draft, token, request.site)
    try await request.site.databases.changeAccounts { db in
      if let old { try await db.global.run("delete from sign_ups where token_hash = \(old.hash)") }
      try await db.global.run(
        """
        insert into sign_ups (token_hash, draft, tries, mails, created_at, ends_at)
        values (\(token.hash), \(sealed), 0, 1, \(request.now), \(request.now + MailCode.lasts))
        """)
      let mail = SendSignUpCode(
        signUp: Hex.encode(token.hash), email: draft.email, language: draft.language)
      try await db.enqueue(mail, at: request.now, priority: .urgent)
    }
    return token
  }

  /// Has another mail sent, with a code of its own; false when there were enough of them.
  func sendAgain(_ request: OpenRequest) async throws -> Bool {
    let isSent = try await request.site.databases.changeAccounts { db in
      let counted = try await db.global.run(
        """
        update sign_ups set mails = mails + 1, ends_at = \(request.now + MailCode.lasts)
         where token_hash = \(token.hash) and mails < \(Int16(PendingSignUp.mails)) and proved_at is null
        """)
      guard counted == 1 else { return false }
      let mail = SendSignUpCode(
        signUp: Hex.encode(token.hash), email: draft.email, language: draft.language)
      try await db.enqueue(mail, at: request.now, priority: .urgent)
      return true
    }
    return isSent
  }

  /// Counts a try, and says whether the code was right. Of many tries at once no more count than are allowed.
  func prove(_ code: MailCode, at now: Instant, in db: PlatformDatabase) async throws -> Bool {
    let stored = try await db.runFirst(
      """
      update sign_ups set tries = tries + 1
       where token_hash = \(token.hash) and ends_at > \(now) and tries < \(Int16(MailCode.tries))
       returning coalesce(code_hash, token_hash)
      """, as: [UInt8].self)
    // Without a code none is right: a token's hash is that of no code.
    guard let stored, constantTimeEqual(stored, code.hash(for: token.hash)) else { return false }
    try await db.run(
      "update sign_ups set proved_at = \(now), tries = 0 where token_hash = \(token.hash)")
    return true
  }

  /// Takes it away, in the transaction of what it turns into: false when another request was quicker.
  func end(in db: PlatformDatabase) async throws -> Bool {
    try await db.run("delete from sign_ups where token_hash = \(token.hash)") == 1
  }
}
