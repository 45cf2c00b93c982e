import Localization
import Looks
import Web

/// Where somebody who no longer knows their password says where the mail is to go.
struct ResetPage: Sendable {
  let form: FormState
  let languages: [LanguageChoice]

  init(_ form: FormState, _ request: OpenRequest) {
    self.form = form
    languages = request.languageChoices
  }
}

/// What is said then, whatever the address was.
struct ResetSentPage: Sendable {
  let languages: [LanguageChoice]
  let outbox: Link?

  init(_ request: OpenRequest) {
    languages = request.languageChoices
    outbox = request.outbox
  }
}

/// Where the link of the mail leads.
struct NewPasswordPage: Sendable {
  /// Nil when the link is no longer good.
  let token: String?
  let form: FormState
  let languages: [LanguageChoice]
  let flash: Flash?

  init(token: String?, _ form: FormState, _ request: OpenRequest) {
    self.token = token
    self.form = form.without("password")
    languages = request.languageChoices
    flash = request.facts.flash
  }
}
