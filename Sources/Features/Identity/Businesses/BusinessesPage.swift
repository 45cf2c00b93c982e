import Basics
import Localization
import Looks
import Web

/// Which of several businesses one turns to.
struct BusinessesPage: Sendable {
  /// The one visited last comes first.
  let businesses: [Membership]
  let now: Instant
  let languages: [LanguageChoice]
  let account: Link
  let flash: Flash?

  init(_ session: Session, _ request: OpenRequest) {
    let last = session.lastVisited
    let others = session.memberships.filter { $0.tenant.id != last?.tenant.id }
    businesses = [last].compactMap { $0 } + others
    now = request.now
    languages = request.languageChoices
    account = Link(request.locale.text("Your account"), "/account")
    flash = request.facts.flash
  }

  var isChoice: Bool { businesses.count > 1 }
}

extension Identity {
  static func chooseBusiness(_ request: OpenRequest) throws -> Response {
    .page(BusinessesPage(try request.signedIn, request))
  }
}
