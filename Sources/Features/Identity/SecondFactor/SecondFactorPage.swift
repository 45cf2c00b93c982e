import Basics
import Localization
import Looks
import Places
import Web

/// A person's second factors: the app, passkeys, recovery codes, and the devices that are trusted without them.
struct SecondFactorPage: Sendable {
  let factors: SecondFactors
  let passkeys: [Passkey]
  let devices: [TrustedDevice]
  /// The business that does not let the person in without one.
  let asking: Asking?
  let problem: Message?
  let places: Places
  let now: Instant
  let languages: [LanguageChoice]
  let flash: Flash?

  struct Asking: Sendable {
    let business: Link
    let role: Message
    /// Whether the door is open by now.
    let isSettled: Bool

    init?(_ session: Session, slug: String?) {
      let named = slug.flatMap { session.membership(of: $0) }.flatMap {
        $0.policy.required(of: $0.role) ? $0 : nil
      }
      guard let membership = named ?? session.memberships.first(where: session.lacksSecondFactor) else {
        return nil
      }
      business = Link(membership.tenant.name, "/t/\(membership.tenant.slug)")
      role = membership.role.title
      isSettled = session.hasSecondFactor
    }
  }

  func place(of device: TrustedDevice) -> Message { places.place(of: device.address).words }
  var source: Message? { devices.isEmpty ? nil : places.source }

  /// Few are left.
  var runsOut: Bool { factors.isAny && factors.recoveryCodes <= 3 }
}

/// The one time that recovery codes are shown.
struct RecoveryCodesPage: Sendable {
  let codes: [String]
  let notice: String
  let languages: [LanguageChoice]

  var text: String { codes.joined(separator: " ") }
}
