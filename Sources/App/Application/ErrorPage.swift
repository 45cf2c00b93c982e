import Basics
import HTML
import HTTP
import Localization
import Looks
import Web

/// What went wrong, whose fault it is, and what to do.
struct ErrorPage: Sendable {
  let title: Message
  let explanation: Message
  let home: Link
  let requestID: String?
  /// What broke, in the words of the program, for whoever develops.
  let error: String?
  let languages: [LanguageChoice]

  init(_ situation: ErrorSituation, _ request: OpenRequest) {
    let words = ErrorPage.words(situation.status)
    title = words.title
    explanation = situation.message ?? words.explanation
    home = Link(
      request.locale.text(request.session == nil ? "To the front page" : "To your businesses"),
      request.session == nil ? "/" : "/businesses")
    requestID = situation.status.group == 5 ? situation.requestID : nil
    error = situation.error
    languages = request.languageChoices
  }

  /// Inside a business its navigation stands around the page.
  static func page(_ situation: ErrorSituation, _ request: OpenRequest) -> any Template {
    let page = ErrorPage(situation, request)
    return situation.shell.map { InnerErrorPage(shell: $0, error: page) } ?? page
  }

  private static func words(_ status: HTTPStatus) -> (title: Message, explanation: Message) {
    switch status {
    case .notFound:
      (
        "There is nothing here",
        "The address may be mistyped, or what was here is gone. Or it belongs to a business that you are not a member of."
      )
    case .forbidden:
      ("Your role does not allow this", "Ask the owner of the business if you need it.")
    case .methodNotAllowed:
      ("This address cannot be used in this way", "Go back and follow a link or a button of the page.")
    case .conflict:
      (
        "That is not possible now",
        "Somebody may have changed it in the meantime. Go back, reload the page, and look."
      )
    case .unprocessableContent, .badRequest:
      ("That could not be read", "Go back and look at what you have typed.")
    case .tooManyRequests:
      ("That was too often", "Wait for a minute, then try again.")
    case .serviceUnavailable:
      ("Haat is catching its breath", "Nothing was changed. Try again in a few seconds.")
    default:
      (
        "A thread broke on our side",
        "Your change was not saved, and nothing else was touched. What you typed is still on the page before this one."
      )
    }
  }
}

/// The same with the navigation of a business around it.
struct InnerErrorPage: Sendable {
  let shell: Shell
  let error: ErrorPage
}
