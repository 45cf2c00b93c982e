import Basics
import Database
import HTML
import HTTP
import Localization
import Looks

extension Exchange {
  var facts: RequestFacts {
    RequestFacts(
      http: http, now: now, site: site, locale: locale, parameters: parameters, fields: fields,
      incoming: incoming,
      flash: cookie(SessionCookie.flash).flatMap(FlashCookie.flash))
  }

  var openRequest: OpenRequest { OpenRequest(facts: facts, session: session) }

  func request(by session: Session, _ membership: Membership) -> Request {
    Request(
      facts: facts, member: session, tenant: membership.tenant, role: membership.role,
      db: site.databases.tenant(membership.tenant.id))
  }

  /// The request as its business sees it: also where no route was found, or the role does not allow it. Nil for who does
  /// not belong there.
  var tenantRequest: Request? {
    let parts = http.path.split(separator: "/", maxSplits: 2)
    guard parts.count > 1, parts[0] == "t", let session, let membership = session.membership(of: parts[1])
    else {
      return nil
    }
    return request(by: session, membership)
  }

  /// Where somebody begins in a business whose first page their role does not show: signing in, and turning to the
  /// business, lead there.
  func pageInsteadOfFirst(for membership: Membership) -> String? {
    let home = "/t/\(membership.tenant.slug)"
    guard http.method == .get, http.path == home else { return nil }
    return site.navigation.first { $0.path != "/" && membership.role.holds($0.permission) }.map {
      home + $0.path
    }
  }

  var pageContext: PageContext {
    PageContext(
      csrfToken: site.defence.token(for: formHolder), assets: site.assetPaths,
      theme: cookie(SessionCookie.theme).flatMap(Theme.init(rawValue:)))
  }
}
