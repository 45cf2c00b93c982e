import Basics
import Database
import HTML
import HTTP
import Localization
import Looks

extension Exchange {
  var facts: RequestFacts {
    RequestFacts(
      http: http, now: now, site: site, locale: locale, parameters: parameters, fields: fields, incoming: incoming,
      flash: cookie(SessionCookie.flash).flatMap(FlashCookie.flash))
  }

  var openRequest: OpenRequest { OpenRequest(facts: facts, session: session) }

  func request(by session: Session, _ membership: Membership) -> Request {
    Request(
      facts: facts, member: session, tenant: membership.tenant, role: membership.role,
      db: site.databases.tenant(membership.tenant.id))
  }

  var pageContext: PageContext {
    PageContext(
      csrfToken: site.defence.token(for: formHolder), assets: site.assetPaths,
      theme: cookie(SessionCookie.theme).flatMap(Theme.init(rawValue:)))
  }
}
