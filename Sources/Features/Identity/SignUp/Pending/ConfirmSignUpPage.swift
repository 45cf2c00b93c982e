import Basics
import Localization
import Looks
import Web

/// Where the code of a sign-up's mail is typed in.
struct ConfirmSignUpPage: Sendable {
  /// Nil where this browser has begun none: the link of the mail was opened in another one.
  let email: String?
  /// Whether another mail may be asked for.
  let maySendAgain: Bool
  let isOver: Bool
  let form: FormState
  let languages: [LanguageChoice]
  let outbox: Link?
  let flash: Flash?

  init(_ pending: PendingSignUp?, _ form: FormState, _ request: OpenRequest) {
    email = pending?.draft.email.text
    maySendAgain = (pending?.mails ?? 0) < PendingSignUp.mails
    isOver = pending.map { !$0.isOpen(at: request.now) } ?? false
    self.form = form
    languages = request.languageChoices
    outbox = request.outbox
    flash = request.facts.flash
  }
}

extension OpenRequest {
  /// Where a developer finds the mails that nobody sends.
  var outbox: Link? { site.showsErrors ? Link(locale.text("The outbox of development"), "/outbox") : nil }
}
