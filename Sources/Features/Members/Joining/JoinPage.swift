import Basics
import Identity
import Localization
import Looks
import Tenancy
import Web

/// Where the link of an invitation leads.
struct JoinPage: Sendable {
  enum Situation: Sendable {
    /// Signed in with the address that was asked.
    case ready
    /// Signed in with another one.
    case other(String)
    case signIn(path: String)
    case newAccount
    case refused(Message)
  }

  let situation: Situation
  let business: String
  let email: String
  let inviter: String
  let role: Message
  let message: String
  let form: FormState
  let path: String
  let languages: [LanguageChoice]

  init(_ joining: Joining, inviter: String, hasAccount: Bool, form: FormState, _ request: OpenRequest) {
    situation =
      if let session = request.session {
        joining.isFor(session) ? .ready : .other(session.email)
      } else if hasAccount {
        .signIn(path: SignInPath.path(next: joining.path))
      } else { .newAccount }
    business = joining.tenant.name
    email = joining.email.text
    self.inviter = inviter
    role = joining.role.title
    message = joining.invitation.message
    self.form = form.without("password")
    path = joining.path
    languages = request.languageChoices
  }

  init(_ refusal: Joining.Refusal, _ request: OpenRequest) {
    situation = .refused(refusal.message)
    business = ""
    email = ""
    inviter = ""
    role = ""
    message = ""
    form = FormState()
    path = ""
    languages = request.languageChoices
  }

  var refusal: Message? { if case .refused(let message) = situation { message } else { nil } }
  var otherEmail: String? { if case .other(let email) = situation { email } else { nil } }
  var signInPath: String? { if case .signIn(let path) = situation { path } else { nil } }
  var isReady: Bool { if case .ready = situation { true } else { false } }
  var isNew: Bool { if case .newAccount = situation { true } else { false } }
}

extension Joining.Refusal {
  var message: Message {
    switch self {
    case .void:
      "It was used, replaced by a newer one, taken back, or is older than 7 days. Ask the person who invited you for a new one."
    case .roleIsGone(let business):
      "The role that you were invited to at \(business) does not exist any more. Ask the person who invited you to do it again."
    case .inviterMayNot(let business):
      "Whoever invited you to \(business) cannot give you this role any more. Ask somebody else there to invite you."
    }
  }
}
