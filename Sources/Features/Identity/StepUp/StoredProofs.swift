import Audit
import Basics
import Crypto
import Database
import HTML
import Web
import WebAuthn

/// What people prove of themselves in the middle of a session: checked here, kept in `session_assurances` as long as the
/// session, and each ticket redeemed once in `step_up_tickets`.
package struct StoredProofs: StepUpProver {
  let db: PlatformDatabase
  let platform: TenantDatabase
  let codes: FactorCheck
  let passkeys: PasskeyCheck
  let limits = ProofLimits()

  package init(_ databases: Databases, codes: FactorCheck, passkeys: PasskeyCheck) {
    db = databases.global
    platform = databases.tenant(.platform)
    self.codes = codes
    self.passkeys = passkeys
  }

  package func means(of session: Session, at now: Instant) async throws -> ProofMeans {
    let factors = try await SecondFactors.of(session.person, in: db)
    var kinds: Set<ProofKind> = factors.hasApp ? [.password, .code] : [.password]
    let passkeys = factors.passkeys == 0 ? [] : try await Passkey.all(of: session.person, in: db)
    guard passkeys.contains(where: { $0.suspectedAt == nil }) else { return ProofMeans(kinds) }
    kinds.insert(.passkey)
    let asked = try await challenge(to: session).ask(at: now, in: db)
    return ProofMeans(kinds, passkeyRequest: PasskeyRequest.use(asked, of: passkeys, at: self.passkeys.party))
  }

  private func challenge(to session: Session) -> PasskeyChallenge {
    PasskeyChallenge(.stepUp, of: "session \(session.id)")
  }

  package func verdict(on proof: Proof, of session: Session, at now: Instant) async throws -> ProofVerdict {
    if let wait = limits.take(session.id, at: now) {
      return .tooMany(Problem.tooManyTries(wait).message)
    }
    let verdict =
      switch proof.kind {
      case .password: try await verdict(onPassword: proof.text, of: session)
      case .code: try await verdict(onCode: proof.text, of: session, at: now)
      case .passkey: try await verdict(onPasskey: proof.text, of: session, at: now)
      }
    if case .right = verdict { limits.forgive(session.id) }
    return verdict
  }

  private func verdict(onPassword typed: String, of session: Session) async throws -> ProofVerdict {
    guard let person = try await Person.find(session.person, in: db),
      try await Password.verify(PasswordRule.normalized(typed), against: person.passwordHash)
    else { return .wrong("That is not the password of \(session.email).") }
    return .right
  }

  /// Of the app alone: a recovery code is for coming back in, after which there are some minutes to put things right.
  private func verdict(onCode typed: String, of session: Session, at now: Instant) async throws
    -> ProofVerdict
  {
    guard case .app? = FactorCode(typed) else { return .wrong("Type the six digits that the app shows.") }
    let verdict = try await codes.verdict(
      on: typed, of: session.person, browser: "session \(session.id)", at: now, in: platform)
    switch verdict {
    case .right: return .right
    case .wrong: return .wrong(Problem.wrongCode(.app("")).message)
    case .tooMany(let wait): return .tooMany(Problem.tooManyTries(wait).message)
    }
  }

  private func verdict(onPasskey answer: String, of session: Session, at now: Instant) async throws
    -> ProofVerdict
  {
    let verdict = try await passkeys.verdict(
      on: answer, to: challenge(to: session), of: session.person, at: now, in: db)
    switch verdict {
    case .right(let passkey, let use):
      if try await passkey.note(use, at: now, in: db) { return .right }
      return .wrong(.passkeyRefused)
    case .wrong: return .wrong(.passkeyRefused)
    case .tooLate: return .wrong(.passkeyTooLate)
    case .suspected(let passkey):
      try await platform.transaction { db in
        try await passkey.stop(
          by: Actor(kind: .person, person: session.person, name: session.personName), nil, at: now, in: db)
      }
      return .wrong(.passkeyStopped)
    }
  }

  /// A sign-in is a proof for what somebody does to their own account, and for no business.
  package func proofs(of session: Session, in tenant: TenantID, since moment: Instant) async throws
    -> Set<ProofKind>
  {
    let noted = try await db.all(
      """
      select factor from session_assurances
       where session_id = \(session.id) and tenant_id = \(tenant) and proved_at >= \(moment)
      """, as: String.self)
    return signIn(of: session, in: tenant, since: moment).union(noted.compactMap(ProofKind.init(rawValue:)))
  }

  /// Whoever came in with a recovery code has shown what stands for every second factor: the lost one can be replaced.
  private func signIn(of session: Session, in tenant: TenantID, since moment: Instant) -> Set<ProofKind> {
    guard tenant == .platform, session.startedAt >= moment else { return [] }
    return session.signedInWith.isStrong ? [.password, .code, .passkey] : [.password]
  }

  package func isUsed(_ nonce: [UInt8]) async throws -> Bool {
    try await db.first("select true from step_up_tickets where nonce = \(nonce)", as: Bool.self) != nil
  }

  package func accept(_ stepUp: StepUp, at now: Instant) async throws -> StepUpOutcome {
    let (new, session) = (Token.random(), stepUp.session.id)
    return try await db.transaction { db in
      let isFirst = try await db.run(
        """
        insert into step_up_tickets (nonce, ends_at) values (\(stepUp.nonce), \(stepUp.endsAt))
        on conflict (nonce) do nothing
        """)
      guard isFirst == 1 else { return .usedBefore }
      try await db.run([
        """
        insert into session_assurances (session_id, tenant_id, factor, proved_at)
        select id, \(stepUp.tenant), \(stepUp.proof.rawValue), \(now) from sessions where id = \(session)
        on conflict (session_id, tenant_id, factor) do update set proved_at = excluded.proved_at
        returning session_id
        """,
        "delete from step_up_tickets where ends_at < \(now - StoredProofs.kept)",
      ])
      // Of two requests at once the first one changes the token; the other must not take it away from the browser again.
      let isRotated = try await db.run(
        """
        update sessions set token_hash = \(new.hash)
         where id = \(session) and token_hash = \(Token(stepUp.token)?.hash ?? [])
        """)
      return .accepted(token: isRotated == 1 ? new.text : nil)
    }
  }

  /// Tickets that have ended are known a while longer, for processes whose clocks differ.
  static let kept = Duration.seconds(600)

  package func page(_ prompt: StepUpPrompt, _ request: OpenRequest) -> any Template {
    ConfirmPage.page(prompt, request)
  }
}

/// How often somebody may try to prove who they are: by session, so that whoever has taken one cannot lock out the
/// others of its owner, and has to sign in for the next.
struct ProofLimits: Sendable {
  /// Five at once, then one a minute.
  private let session = RateLimiter(burst: 5, refill: .seconds(60))

  func take(_ id: RecordID<Session>, at now: Instant) -> Duration? { session.take(id.description, at: now) }

  func forgive(_ id: RecordID<Session>) { session.forget(id.description) }
}
