import Basics
import Crypto
import Database
import HTML
import HTTP
import Localization

/// One request on its way to its answer: what is known of it so far.
struct Exchange: Sendable {
  let site: Site
  let http: HTTPRequest
  let id: String
  let now = Instant.now
  private(set) var route: Int?
  private(set) var pattern = "-"
  private(set) var parameters: [String: String] = [:]
  private(set) var session: Session?
  private(set) var tenant: TenantProfile?
  private var visitor: String?
  private var newVisitor = false
  private var fields: [String: [String]] = [:]

  init(site: Site, http: HTTPRequest) {
    self.site = site
    self.http = http
    id = Token.hexadecimal(bytes: 8)
  }

  mutating func take(_ index: Int, _ route: Route, _ values: [Substring]) {
    self.route = index
    pattern = route.pattern
    let names = route.segments.filter { $0.hasPrefix(":") }
    for (name, value) in zip(names, values) { parameters[String(name.dropFirst())] = String(value) }
  }

  /// Who this is: somebody with a session, or a visitor.
  mutating func recognise() async throws {
    if let token = cookie(SessionCookie.session) {
      session = try await site.sessions.session(for: token, at: now)
    }
    guard session == nil else { return }
    visitor = cookie(SessionCookie.visitor).flatMap { $0.utf8.count == 43 ? $0 : nil }
    if visitor == nil {
      visitor = Token.random().text
      newVisitor = true
    }
  }

  mutating func enter(_ membership: Membership) { tenant = membership.tenant }

  /// Whom the forms of this exchange are bound to.
  var formHolder: String { session.map { "session \($0.id)" } ?? "visitor \(visitor ?? "")" }

  /// Refuses a form that no page of ours has sent for this session or visitor.
  mutating func checkForm(_ route: Route) throws {
    guard route.method != .get else { return }
    guard site.defence.comesFromOurOrigin(http) else { throw CrossSiteRefusal() }
    if route.body == .form { fields = try http.formFields() }
    let token = fields["csrf"]?.first ?? http.headers["x-csrf-token"] ?? ""
    guard site.defence.accepts(token: token, from: formHolder) else { throw CrossSiteRefusal() }
    fields["csrf"] = nil
  }

  func cookie(_ name: String) -> String? {
    http.headers["cookie"].flatMap { SessionCookie.value(of: name, in: $0) }
  }

  // MARK: - For the handlers

  var facts: RequestFacts {
    RequestFacts(
      http: http, id: id, now: now, site: site, locale: locale, parameters: parameters, fields: fields,
      formHolder: formHolder, flash: cookie(SessionCookie.flash).flatMap(Flash.init(cookie:)))
  }

  var openRequest: OpenRequest { OpenRequest(facts: facts, session: session) }

  func request(by session: Session, _ membership: Membership) -> Request {
    Request(
      facts: facts, member: session, tenant: membership.tenant, role: membership.role,
      db: site.databases.tenant(membership.tenant.id))
  }

  /// The business's digits, currency and zone; the language that the person chose, or the browser's, or the business's.
  var locale: UserLocale {
    let base = tenant?.locale ?? site.defaultLocale
    let chosen = session?.language ?? cookie(SessionCookie.language).flatMap(Language.init(rawValue:))
    let browser = http.headers["accept-language"].flatMap(Language.preferred(in:))
    return base.speaking(chosen ?? browser ?? base.language)
  }
}

/// A form that did not come from a page of ours, or from one that is too old.
struct CrossSiteRefusal: Error {}
