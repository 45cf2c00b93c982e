import Looks
import Web

/// Where somebody who has typed the password shows a second factor.
struct SecondStepPage: Sendable {
  let hasApp: Bool
  let hasRecoveryCodes: Bool
  /// What the person's passkeys are asked to sign, for the script.
  let passkey: String?
  let form: FormState
  let languages: [LanguageChoice]

  init(_ factors: SecondFactors, passkey: String?, _ form: FormState, _ request: OpenRequest) {
    hasApp = factors.hasApp
    hasRecoveryCodes = factors.recoveryCodes > 0
    self.passkey = passkey
    self.form = form.without("code", "recovery", "passkey")
    languages = request.languageChoices
  }

  var recoveryIsOpen: Bool { form.problem("recovery") != nil || (!hasApp && passkey == nil) }
}
