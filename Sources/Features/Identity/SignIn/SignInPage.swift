import Looks
import Web

/// Where people who run a business sign in.
struct SignInPage: Sendable {
  let form: FormState
  /// Where to go afterwards, if it is not the usual place.
  let next: String?
  let languages: [LanguageChoice]
  let flash: Flash?

  init(_ form: FormState, next: String?, _ request: OpenRequest) {
    self.form = form.without("password")
    self.next = next
    languages = request.languageChoices
    flash = request.facts.flash
  }
}
