import Basics
import Crypto
import Database
import FoundationEssentials
import Localization
import Tenancy
import Web

/// A sign-up that waits for the code of its mail, as the browser that began it finds it again.
struct PendingSignUp: Sendable {
  let token: Token
  let draft: Draft
  let tries: Int
  let mails: Int
  let endsAt: Instant
  /// The code was right, and something else stood in the way.
  let provedAt: Instant?

  static let cookieName = "__Host-haat-sign-up"
  /// How long what was typed is kept for coming back to it; the code is good for less.
  static let keeps = Duration.seconds(24 * 60 * 60)
  /// How many mails one sign-up may have sent.
  static let mails = 5

  /// What was typed, but for the password, of which there is the hash alone.
  struct Draft: Codable, Sendable {
    let fields: [String: String]
    let email: EmailAddress
    let passwordHash: String
    let language: Language

    /// The fields that go back into the form.
    static let names = ["business", "slug", "language", "currency", "zone", "start", "email"]

    init(_ form: FormState, email: EmailAddress, passwordHash: String, language: Language) {
      fields = Dictionary(uniqueKeysWithValues: Draft.names.map { ($0, form.value($0)) })
      self.email = email
      self.passwordHash = passwordHash
      self.language = language
    }

    var form: FormState { FormState(fields) }
    var tenant: Tenant? { FilledForm<TenantDraft>(fields.mapValues { [$0] }).draft?.tenant }
  }

  static func cookie(_ token: Token) -> String {
    "\(cookieName)=\(token.text); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=86400"
  }

  /// The sign-up of this browser, unless it is over.
  static func find(_ request: OpenRequest) async throws -> PendingSignUp? {
    guard let token = request.cookie(cookieName).flatMap({ Token($0) }) else { return nil }
    return try await find(token, at: request.now, site: request.site, in: request.global)
  }

  static func find(_ token: Token, at now: Instant, site: Site, in db: PlatformDatabase) async throws
    -> PendingSignUp?
  {
    let row = try await db.first(
      """
      select draft, tries, mails, ends_at, proved_at from sign_ups
       where token_hash = \(token.hash) and created_at > \(now - keeps)
      """, as: Stored.self)
    return try row.flatMap { try PendingSignUp(token, $0, site) }
  }

  private init?(_ token: Token, _ row: Stored, _ site: Site) throws {
    guard let bytes = PendingSignUp.box(token, site)?.open(row.draft) else { return nil }
    self.token = token
    draft = try JSONDecoder().decode(Draft.self, from: Data(bytes))
    (tries, mails, endsAt, provedAt) = (row.tries, row.mails, row.endsAt, row.provedAt)
  }

  /// The key is made of the cookie's token and the secret of this installation: neither the table nor the browser alone
  /// shows the draft.
  private static func box(_ token: Token, _ site: Site) -> SealedBox? {
    SecretKey(site.signature(of: token.text, for: "sign-up draft")).map { SealedBox(key: $0) }
  }

  static func sealed(_ draft: Draft, _ token: Token, _ site: Site) throws -> [UInt8] {
    guard let box = box(token, site) else { throw Failure.forbidden }
    return box.seal(Array(try JSONEncoder().encode(draft)))
  }

  func isOpen(at now: Instant) -> Bool { endsAt > now && tries < MailCode.tries }

  /// Whether mail to this address has been shown to reach whoever sits here.
  func isProved(for email: EmailAddress, at now: Instant) -> Bool {
    guard let provedAt else { return false }
    return draft.email.key == email.key && now - provedAt < MailCode.lasts
  }

  /// The same with another draft.
  func with(_ draft: Draft) -> PendingSignUp {
    PendingSignUp(
      token: token, draft: draft, tries: tries, mails: mails, endsAt: endsAt, provedAt: provedAt)
  }

  private init(token: Token, draft: Draft, tries: Int, mails: Int, endsAt: Instant, provedAt: Instant?) {
    self.token = token
    self.draft = draft
    (self.tries, self.mails, self.endsAt, self.provedAt) = (tries, mails, endsAt, provedAt)
  }

  private struct Stored: FromRow {
    let draft: [UInt8]
    let tries: Int
    let mails: Int
    let endsAt: Instant
    let provedAt: Instant?

    init(row: inout Row) throws {
      draft = try row.next()
      tries = Int(try row.next() as Int16)
      mails = Int(try row.next() as Int16)
      endsAt = try row.next()
      provedAt = try row.next()
    }
  }
}
