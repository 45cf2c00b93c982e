import Basics
import Crypto
import Database
import WebAuthn

/// Checks what a passkey has signed, against what was asked and what is kept of it.
package struct PasskeyCheck: Sendable {
  let party: RelyingParty

  package init(at party: RelyingParty) { self.party = party }

  package enum Verdict: Sendable {
    case right(Passkey, PasskeyUse)
    /// It was not asked here, or too long ago, or answered already.
    case tooLate
    /// Its counter says that there may be a copy of it.
    case suspected(Passkey)
    case wrong(WebAuthnError)
  }

  /// Looks at an answer; the challenge is used up. The use is to be noted (`Passkey.note`) in the transaction of what it is
  /// for. With a person, another one's passkey is wrong.
  package func verdict(
    on field: String, to challenge: PasskeyChallenge, of person: PersonID?, at now: Instant,
    in db: some Queryable
  ) async throws -> Verdict {
    do {
      let answer = try PasskeyAnswer(field)
      let assertion = try answer.assertion()
      guard let asked = try await challenge.redeem(try answer.challenge, at: now, in: db) else {
        return .tooLate
      }
      guard let passkey = try await Passkey.find(credential: assertion.credentialID, in: db),
        person == nil || passkey.person == person,
        // Without a password before, the authenticator itself has to say whose it is.
        assertion.userHandle.map({ $0 == passkey.person.handle }) ?? (person != nil)
      else { return .wrong(.otherCredential) }
      if passkey.suspectedAt != nil { return .suspected(passkey) }
      do {
        return .right(passkey, try assertion.check(passkey.known, challenge: asked, for: party))
      } catch WebAuthnError.counterDidNotRise {
        return .suspected(passkey)
      }
    } catch let error as WebAuthnError {
      return .wrong(error)
    }
  }
}
