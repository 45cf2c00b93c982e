import Basics
import Crypto
import Database
import HTML
import HTTP
import Localization
import Loop

/// The application as the server sees it: routes, who may, what is done, and what is said of it in the log.
package final class WebApplication: HTTPApplication {
  package let router: Router
  package let metrics: RequestMetrics
  let site: Site
  private let health: Health
  private let log: @Sendable (RequestRecord) -> Void

  package init(
    site: Site, routes: Routes, health: Health, log: @escaping @Sendable (RequestRecord) -> Void
  ) {
    self.site = site
    self.health = health
    self.log = log
    router = Router(routes)
    metrics = RequestMetrics(routes: router.routes)
  }

  /// A route says how much it reads; what is no route reads nothing.
  package func accept(_ head: HTTPHead) -> BodyPolicy {
    guard case .found(let index, _) = router.match(head.method, head.path) else { return .memory(limit: 0) }
    switch router.routes[index].body {
    case .none: return .memory(limit: 0)
    case .form: return .memory(limit: 256 << 10)
    case .upload(let bytes): return .disk(limit: bytes)
    }
  }

  package func respond(to http: HTTPRequest) async -> HTTPResponse {
    let start = monotonicNanoseconds()
    var exchange = Exchange(site: site, http: http)
    let response = await answer(&exchange)
    let finished = exchange.finish(response)
    let span = monotonicNanoseconds() - start
    metrics.count(route: exchange.route, status: finished.status, nanoseconds: span)
    log(exchange.record(status: finished.status, nanoseconds: span))
    return finished
  }

  private func answer(_ exchange: inout Exchange) async -> Response {
    if let answer = await health.answer(exchange.http.path) { return answer }
    switch site.origins.place(of: exchange.http.host) {
    case .application: break
    case .shop, .files: return exchange.refusal(.notFound)
    case nil: return Response(.misdirectedRequest, .text("This address is not served here.\n", type: "text/plain"))
    }
    if exchange.http.path.hasPrefix("/assets/") { return asset(exchange) }
    do {
      return try await route(&exchange)
    } catch {
      return exchange.refusal(for: error)
    }
  }

  private func asset(_ exchange: Exchange) -> Response {
    guard let file = site.assets.response(to: exchange.http) else { return exchange.refusal(.notFound) }
    return Response(ready: file)
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
      refusal.headers.append(("Allow", methods.map(\.rawValue).joined(separator: ", ")))
      return refusal
    case .unknown:
      try await exchange.recognise()
      return exchange.refusal(.notFound)
    }
  }

  private func run(_ route: Route, _ exchange: inout Exchange) async throws -> Response {
    switch route.action {
    case .open(let audience, let handler):
      if case .signedIn = audience, exchange.session == nil { return exchange.signInFirst() }
      try exchange.checkForm(route)
      return try await handler(exchange.openRequest)
    case .tenant(let audience, let handler):
      guard let session = exchange.session else { return exchange.signInFirst() }
      guard let membership = session.membership(of: exchange.parameters["slug"] ?? "") else {
        throw Failure.notFound
      }
      exchange.enter(membership)
      guard audience.admits(membership.role) else { throw Failure.forbidden }
      try exchange.checkForm(route)
      return try await handler(exchange.request(by: session, membership))
    }
  }
}
