import Basics
import Web

/// What somebody types to sign in.
struct SignInDraft: FormDraft {
  /// Nil only when the form has problems.
  let email: EmailAddress?
  let password: String

  init(_ form: inout FormReader) {
    let typed = form.raw("email")
    email = EmailAddress(typed)
    if email == nil { form.refuse("email", SignInDraft.problem(withEmail: typed)) }
    password = form.raw("password")
    if password.isEmpty { form.refuse("password", "Type your password.") }
  }

  static func problem(withEmail typed: String) -> Message {
    typed.normalizedLine.isEmpty
      ? "Type your e-mail address." : "This is not a whole e-mail address, such as name@example.com."
  }
}

extension Problem {
  static let noSuchSignIn = Problem(nil, "That e-mail and password do not belong together.")

  static func tooManyTries(_ wait: Duration) -> Problem {
    let seconds = Int(wait.components.seconds) + 1
    return seconds < 90
      ? Problem(nil, "Too many tries. Wait \(seconds) seconds, then try again.")
      : Problem(nil, "Too many tries. Wait \((seconds + 59) / 60) minutes, then try again.")
  }
}
