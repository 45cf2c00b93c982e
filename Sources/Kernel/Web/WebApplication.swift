import Basics
import Database
import HTTP
import Loop

/// The application as the server sees it: routes, who may, what is done, and what is said of it in the log.
package struct WebApplication: HTTPApplication {
  package let router: Router
  package let metrics: RequestMetrics
  package let site: Site
  private let health: Health
  private let log: @Sendable (AccessRecord, RequestTrace) -> Void

  package init(
    site: Site, routes: Routes, health: Health, log: @escaping @Sendable (AccessRecord, RequestTrace) -> Void
  ) {
    self.site = site
    self.health = health
    self.log = log
    router = Router(routes)
    metrics = RequestMetrics(routes: router.routes)
  }

  /// A route says how much it reads; what is no route reads nothing.
  package func bodyPolicy(for request: HTTPRequest) -> BodyPolicy {
    guard case .found(let index, _) = router.match(request.method, request.path) else {
      return .memory(limit: 0)
    }
    switch router.routes[index].body {
    case .none: return .memory(limit: 0)
    // What the page that asks for a proof adds comes on top.
    case .form: return .memory(limit: router.routes[index].stepUp == nil ? 256 << 10 : 288 << 10)
    // Its own limits are kept while it is read, so that what is too large is answered with a page.
    case .upload: return .stream(limit: .max)
    }
  }

  package func respond(to http: HTTPRequest) async -> HTTPResponse {
    var exchange = Exchange(site: site, http: http)
    let response = await answer(&exchange)
    var finished = exchange.finish(response)
    let trace = exchange.trace
    finished.finished = { record in self.finish(record, trace) }
    return finished
  }

  /// What the server has refused by itself, before there was a request.
  package func finished(_ record: AccessRecord) {
    finish(record, RequestTrace(route: nil, pattern: "-", tenant: nil, person: nil))
  }

  private func finish(_ record: AccessRecord, _ trace: RequestTrace) {
    metrics.count(route: trace.route, status: record.status, nanoseconds: record.nanoseconds)
    log(record, trace)
  }

  private func answer(_ exchange: inout Exchange) async -> Response {
    let path = exchange.http.path
    if path.hasPrefix("/health/"), let answer = await health.answer(path) { return answer }
    switch exchange.http.host.flatMap(site.origins.place(of:)) {
    case .application: break
    case .shop, .files: return exchange.refusal(.notFound)
    case nil:
      return Response(.misdirectedRequest, .text("This address is not served here.\n", type: "text/plain"))
    }
    if let asset = site.assets.response(to: exchange.http) { return Response(asset: asset) }
    do {
      return try await route(&exchange)
    } catch {
      return exchange.refusal(for: error)
    }
  }

  private func route(_ exchange: inout Exchange) async throws -> Response {
    switch router.match(exchange.http.method, exchange.http.path) {
    case .found(let index, let values):
      let route = router.routes[index]
      exchange.take(index, route, values)
      try await exchange.recognise()
      return try await run(route, &exchange)
    case .otherMethods(let methods):
      try await exchange.recognise()
      var refusal = exchange.refusal(.methodNotAllowed)
      refusal.headers.append("Allow", methods.map(\.description).joined(separator: ", "))
      return refusal
    case .unknown:
      try await exchange.recognise()
      return exchange.refusal(.notFound)
    }
  }

  private func run(_ route: Route, _ exchange: inout Exchange) async throws -> Response {
    switch route.action {
    case .open(let audience, let handler):
      if case .signedIn = audience, exchange.session == nil { return try await exchange.signInFirst(route) }
      try exchange.checkForm(route)
      let request = exchange.openRequest
      if let form = exchange.stepUpForm, let session = exchange.session {
        let prompt = try await exchange.confirm(form, by: session, about: nil)
        if let prompt { return prompt }
      }
      return try await handler(request)
    case .tenant(let audience, let handler):
      guard let session = exchange.session else { return try await exchange.signInFirst(route) }
      guard let membership = session.membership(of: exchange.parameters["slug"] ?? "") else {
        throw Failure.notFound
      }
      exchange.enter(membership)
      if session.lacksSecondFactor(for: membership) {
        return .redirect(to: SecondFactorPath.path(for: membership.tenant.slug))
      }
      guard audience.admits(membership.role) else {
        guard let page = exchange.pageInsteadOfFirst(for: membership) else { throw Failure.forbidden }
        return .redirect(to: page)
      }
      try exchange.checkForm(route)
      if session.isTurning(to: membership, at: exchange.now) {
        await site.sessions.visit(membership.tenant.id, by: session.person, at: exchange.now)
      }
      let request = exchange.request(by: session, membership)
      try await site.arrive(request)
      var isDue = exchange.stepUpForm?.ticket != nil
      if !isDue, exchange.stepUpForm != nil { isDue = try await route.asks.isDue(request) }
      if isDue, let form = exchange.stepUpForm {
        let subject = try await route.asks.subject(request)
        if let prompt = try await exchange.confirm(form, by: session, about: subject) { return prompt }
      }
      return try await handler(request)
    }
  }
}

extension Session {
  /// Whether somebody comes to another business than the last, or to the same after an hour.
  fileprivate func isTurning(to membership: Membership, at now: Instant) -> Bool {
    guard let last = lastVisited, last.tenant.id == membership.tenant.id, let visited = last.visitedAt else {
      return true
    }
    return now - visited > .seconds(3600)
  }
}

/// What the log and the metrics say of a request beside what the server knows.
package struct RequestTrace: Sendable {
  /// The index of its route, or nil for what is none.
  package let route: Int?
  package let pattern: String
  package let tenant: TenantID?
  package let person: PersonID?
}
