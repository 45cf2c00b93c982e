import Basics
import Localization
import Looks
import Web

/// What Haat is, for whoever comes to its address.
struct FrontPage: Sendable {
  let languages: [LanguageChoice]
  /// Nil for visitors.
  let account: Link?
}

extension Identity {
  static func front(_ request: OpenRequest) -> Response {
    let account = request.session.map { session in
      let slugs = session.memberships.map(\.tenant.slug)
      let title =
        slugs.count == 1 ? session.memberships[0].tenant.name : request.locale.text("Your businesses")
      return Link(title, home(of: slugs))
    }
    return .page(FrontPage(languages: request.languageChoices, account: account))
  }
}
