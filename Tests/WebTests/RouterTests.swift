import HTTP
import Testing

@testable import Web

@Suite struct `Finding a route` {
  let router: Router

  init() {
    var routes = Routes()
    let open: OpenHandler = { _ in Response(.ok) }
    let inTenant: TenantHandler = { _ in Response(.ok) }
    routes.get("/", for: .everyone, open)
    routes.get("/sign-in", for: .everyone, open)
    routes.post("/sign-in", for: .everyone, open)
    routes.get("/language/:code", for: .everyone, open)
    routes.get("/", for: .members, inTenant)
    routes.get("/orders", for: .members, inTenant)
    routes.get("/orders/new", for: .members, inTenant)
    routes.get("/orders/:id", for: .members, inTenant)
    routes.post("/orders/:id/shipment", for: .members, inTenant)
    router = Router(routes)
  }

  func found(_ method: HTTPMethod, _ path: String) -> String? {
    guard case .found(let index, let values) = router.match(method, path) else { return nil }
    return "\(router.routes[index].pattern) \(values.joined(separator: ","))"
  }

  @Test(arguments: [
    (HTTPMethod.get, "/", "/ "),
    (.get, "/sign-in", "/sign-in "),
    (.post, "/sign-in", "/sign-in "),
    (.head, "/sign-in", "/sign-in "),
    (.get, "/language/bn", "/language/:code bn"),
    (.get, "/language/\u{301}x", "/language/:code \u{301}x"),
    (.get, "/t/dokan", "/t/:slug dokan"),
    (.get, "/t/dokan/orders", "/t/:slug/orders dokan"),
    (.get, "/t/dokan/orders/new", "/t/:slug/orders/new dokan"),
    (.get, "/t/dokan/orders/7", "/t/:slug/orders/:id dokan,7"),
    (.post, "/t/dokan/orders/7/shipment", "/t/:slug/orders/:id/shipment dokan,7"),
  ])
  func `by method and path`(method: HTTPMethod, path: String, expected: String) {
    #expect(found(method, path) == expected)
  }

  @Test(arguments: [
    "/nothing", "/t", "/t/dokan/", "/orders", "/sign-in/", "/t/dokan/orders/7/shipment/now", "//",
  ])
  func `but not where none is`(path: String) {
    guard case .unknown = router.match(.get, path) else {
      Issue.record("\(path) has found a route")
      return
    }
  }

  @Test func `and says which methods a path has`() {
    guard case .otherMethods(let methods) = router.match(.delete, "/sign-in") else {
      Issue.record("expected other methods")
      return
    }
    #expect(methods == [.get, .post])
  }
}
