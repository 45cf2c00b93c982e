import Basics
import Crypto
import Database
import HTML
import HTTP
import Localization
import Looks

/// One request on its way to its answer: what is known of it so far.
struct Exchange: Sendable {
  let site: Site
  let http: HTTPRequest
  let now = Instant.now
  private(set) var trace = RequestTrace(route: nil, pattern: "-", tenant: nil, person: nil)
  private(set) var parameters: [String: String] = [:]
  private(set) var session: Session?
  private(set) var tenant: TenantProfile?
  var fields: [String: [String]] = [:]
  /// Of a route that carries out a dangerous action.
  var stepUpForm: StepUpForm?
  /// The session's token was changed just now, so the answer has to bring it.
  var newSession: String?
  /// Of a route that takes files.
  private(set) var incoming: IncomingForm?
  private var visitor = ""
  /// The visitor's token was made just now, so the answer has to bring it.
  private(set) var newVisitor: String?
  private let cookies: String

  init(site: Site, http: HTTPRequest) {
    self.site = site
    self.http = http
    cookies = http.head["cookie"] ?? ""
  }

  mutating func take(_ index: Int, _ route: Route, _ values: [Substring]) {
    trace = RequestTrace(route: index, pattern: route.pattern, tenant: nil, person: nil)
    let names = route.segments.filter { $0.hasPrefix(":") }
    for (name, value) in zip(names, values) { parameters[String(name.dropFirst())] = String(value) }
  }

  /// Who this is: somebody with a session, or a visitor.
  mutating func recognise() async throws {
    if let token = cookie(SessionCookie.session) {
      session = try await site.sessions.session(for: token, at: now)
    }
    if let session {
      trace = RequestTrace(route: trace.route, pattern: trace.pattern, tenant: nil, person: session.person)
    } else if let known = cookie(SessionCookie.visitor), known.utf8.count == 43 {
      visitor = known
    } else {
      visitor = Token.random().text
      newVisitor = visitor
    }
  }

  mutating func enter(_ membership: Membership) {
    tenant = membership.tenant
    trace = RequestTrace(
      route: trace.route, pattern: trace.pattern, tenant: membership.tenant.id, person: trace.person)
  }

  /// Whom the forms of this exchange are bound to.
  var formHolder: String { session.map { "session \($0.id)" } ?? "visitor \(visitor)" }

  /// Refuses a form that no page of ours has sent for this session or visitor.
  mutating func checkForm(_ route: Route) throws {
    guard !route.method.isSafe else { return }
    guard site.defence.comesFromOurOrigin(http.head) else { throw CrossSiteRefusal() }
    if case .upload(let bytes) = route.body {
      let (defence, holder) = (site.defence, formHolder)
      incoming = IncomingForm(http, limit: bytes) { defence.accepts(token: $0, from: holder) }
      return
    }
    if route.body == .form { fields = try formFields(route.stepUp == nil ? 200 : 210) }
    let token = fields["csrf"]?.first ?? http.head["x-csrf-token"] ?? ""
    guard site.defence.accepts(token: token, from: formHolder) else { throw CrossSiteRefusal() }
    fields["csrf"] = nil
    openTicket(of: route)
  }

  /// Fields are normalised and compared on the loop, which everybody else waits for. The page that asks for a proof
  /// adds some of its own.
  func formFields(_ most: Int) throws -> [String: [String]] {
    guard case .bytes(let bytes) = http.body else { return [:] }
    var limits = FormLimits()
    limits.fields = most
    limits.value = 16 << 10
    var fields: [String: [String]] = [:]
    for field in try URLEncodedForm(bytes, limits: limits).fields {
      fields[field.name, default: []].append(field.value)
    }
    return fields
  }

  func cookie(_ name: String) -> String? {
    cookies.isEmpty ? nil : SessionCookie.value(of: name, in: cookies)
  }

  /// The business's digits, currency and zone, or outside of one those of the person's last business; the language
  /// that the person chose, or the browser's, or the business's.
  var locale: UserLocale {
    let shop = tenant?.locale ?? session?.lastVisited?.tenant.locale ?? site.defaultLocale
    let chosen = session?.language ?? cookie(SessionCookie.language).flatMap(Language.init(rawValue:))
    let browser = http.head["accept-language"].flatMap(Language.init(acceptLanguage:))
    return shop.speaking(chosen ?? browser ?? shop.language)
  }
}

/// A form that did not come from a page of ours, or from one that is too old.
struct CrossSiteRefusal: Error {
  static let message: Message = "This form has expired. Go back, reload the page, and send it again."
}
