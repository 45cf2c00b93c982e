import Basics
import Crypto
import Database
import HTML
import Web

/// What people prove of themselves in the middle of a session: checked here, kept in `session_assurances` as long as the
/// session, and each ticket redeemed once in `step_up_tickets`.
package struct StoredProofs: StepUpProver {
  let db: PlatformDatabase
  let limits = ProofLimits()

  /// `db` is the global database of the application's login.
  package init(_ db: PlatformDatabase) { self.db = db }

  package func means(of session: Session, at now: Instant) async throws -> ProofMeans {
    ProofMeans([.password])
  }

  package func verdict(on proof: Proof, of session: Session, at now: Instant) async throws -> ProofVerdict {
    if let wait = limits.take(session.id, at: now) {
      return .tooMany(Problem.tooManyTries(wait).message)
    }
    guard try await isRight(proof, of: session) else {
      return .wrong("That is not the password of \(session.email).")
    }
    limits.forgive(session.id)
    return .right
  }

  private func isRight(_ proof: Proof, of session: Session) async throws -> Bool {
    guard proof.kind == .password, let person = try await Person.find(session.person, in: db) else {
      return false
    }
    return try await Password.verify(PasswordRule.normalized(proof.text), against: person.passwordHash)
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
    let signedIn: Set<ProofKind> = tenant == .platform && session.startedAt >= moment ? [.password] : []
    return signedIn.union(noted.compactMap(ProofKind.init(rawValue:)))
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
  private static let kept = Duration.seconds(600)

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
