import Basics
import HTML
import Localization
import Looks
import Web

/// Asks who is sitting there before something dangerous is done: the form itself, waiting, with what it will do in words.
struct ConfirmPage: Sendable {
  let prompt: StepUpPrompt
  let languages: [LanguageChoice]
  let email: String

  init(_ prompt: StepUpPrompt, _ request: OpenRequest) {
    self.prompt = prompt
    languages = request.languageChoices
    email = request.session?.email ?? ""
  }

  static func page(_ prompt: StepUpPrompt, _ request: OpenRequest) -> any Template {
    let page = ConfirmPage(prompt, request)
    return prompt.shell.map { InnerConfirmPage(shell: $0, confirm: page) } ?? page
  }

  func asks(for kind: ProofKind) -> Bool { prompt.means.kinds.contains(kind) }

  var problems: [Problem] { prompt.problem.map { [$0] } ?? [] }
  var general: [Message] { problems.filter { $0.field == nil }.map(\.message) }

  /// The answer is a file, so this page stays where it is.
  var bringsFile: Bool { prompt.target.prefix { $0 != "?" }.hasSuffix(".csv") }

  func name(of kind: ProofKind) -> String { StepUpField.name(of: kind) }
}

/// The same with the navigation of a business around it.
struct InnerConfirmPage: Sendable {
  let shell: Shell
  let confirm: ConfirmPage
}

/// What both have in their middle.
struct ConfirmForm: Sendable {
  let confirm: ConfirmPage
}
