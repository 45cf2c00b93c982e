import Basics
import Localization
import Web

extension Identity {
  /// A visitor's choice is kept by the browser, that of somebody with an account in the account too.
  static func chooseLanguage(_ request: OpenRequest) async throws -> Response {
    guard let language = Language(rawValue: request.parameter("language")) else { throw Failure.notFound }
    if let session = request.session {
      try await Person.choose(language, for: session.person, in: request.global)
    }
    let back = SignInPath.ownPath(request.query("next")) ?? "/"
    return Response.redirect(to: back)
      .setting(cookie: SessionCookie.preference(SessionCookie.language, language.rawValue))
  }
}
