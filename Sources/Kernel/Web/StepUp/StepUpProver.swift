import Basics
import HTML

/// One way of showing who is sitting there.
package enum ProofKind: String, Sendable, CaseIterable {
  case password
  /// The digits of an authenticator, or a recovery code.
  case code
  case passkey

  package var isSecondFactor: Bool { self != .password }
}

/// What somebody can show, and what a page needs to ask for it.
package struct ProofMeans: Sendable {
  package let kinds: Set<ProofKind>
  /// What a passkey is asked to sign, as the browser's script reads it; nil for who has none.
  package let passkeyRequest: String?

  package init(_ kinds: Set<ProofKind>, passkeyRequest: String? = nil) {
    self.kinds = kinds
    self.passkeyRequest = passkeyRequest
  }
}

/// What somebody has typed, or their passkey signed, to show that they are the one.
package struct Proof: Sendable {
  package let kind: ProofKind
  package let text: String

  package init(_ kind: ProofKind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

package enum ProofVerdict: Sendable {
  case right
  /// With what is wrong, for the person.
  case wrong(Message)
  /// So many were wrong that none is looked at for a while.
  case tooMany(Message)
}

/// A proof that was right, and the ticket it came with: what is kept of a step-up.
package struct StepUp: Sendable {
  package let session: Session
  /// The token that the browser has sent for the session.
  package let token: String
  /// The business, or the platform for what a person does to their own account.
  package let tenant: TenantID
  package let proof: ProofKind
  /// Different for every ticket.
  package let nonce: [UInt8]
  /// When the ticket ends, and its nonce may be forgotten.
  package let endsAt: Instant

  package init(
    session: Session, token: String, tenant: TenantID, proof: ProofKind, nonce: [UInt8], endsAt: Instant
  ) {
    self.session = session
    self.token = token
    self.tenant = tenant
    self.proof = proof
    self.nonce = nonce
    self.endsAt = endsAt
  }
}

/// What came of a right proof.
package enum StepUpOutcome: Sendable {
  /// With the session's new token, or nil where another request has given it one in the meantime.
  case accepted(token: String?)
  /// The ticket was used before: what it stands for is done.
  case usedBefore
}

/// Who checks proofs and keeps them. Identity provides it.
package protocol StepUpProver: Sendable {
  func means(of session: Session, at now: Instant) async throws -> ProofMeans
  /// Looks at a proof, as often as the limits allow.
  func verdict(on proof: Proof, of session: Session, at now: Instant) async throws -> ProofVerdict
  /// What was proved in this session and this business at or after a moment.
  func proofs(of session: Session, in tenant: TenantID, since moment: Instant) async throws -> Set<ProofKind>
  /// Whether a ticket was used before.
  func isUsed(_ nonce: [UInt8]) async throws -> Bool
  /// Uses the ticket up, notes the proof and gives the session a new token, all or nothing.
  func accept(_ stepUp: StepUp, at now: Instant) async throws -> StepUpOutcome
  func page(_ prompt: StepUpPrompt, _ request: OpenRequest) -> any Template
}

extension DangerousAction.Factor {
  /// With which of somebody's means the action can be confirmed.
  package func accepted(of means: Set<ProofKind>) -> Set<ProofKind> {
    let second = means.filter(\.isSecondFactor)
    return switch self {
    case .any: means
    case .strongest: second.isEmpty ? means : second
    case .second: second
    }
  }
}
