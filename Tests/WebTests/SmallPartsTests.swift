import Basics
import Database
import HTTP
import Testing

@testable import Web

@Suite struct `A path to go on to after signing in` {
  @Test(arguments: ["/", "/t/dokan", "/t/dokan/orders?q=a%20b&sort=total"])
  func `is one of ours`(path: String) { #expect(SignInPath.ownPath(path) == path) }

  @Test(arguments: [
    nil, "", "t/dokan", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "/a b",
    "/\u{7f}", "/ব",
    "/" + String(repeating: "a", count: 2000), "javascript:alert(1)", "\\\\evil.example", "/a\\b",
  ])
  func `and never another's`(path: String?) { #expect(SignInPath.ownPath(path) == nil) }

  @Test func `comes back whole from the address of the sign-in page`() {
    #expect(
      SignInPath.path(next: "/t/dokan/orders?q=a&b=ব")
        == "/sign-in?next=/t/dokan/orders%3Fq%3Da%26b%3D%E0%A6%AC")
    #expect(SignInPath.path(next: "/") == "/sign-in")
    #expect(SignInPath.path(next: nil) == "/sign-in")
  }
}

@Suite struct `Whose origin a host names` {
  let origins: Origins

  init() throws {
    origins = Origins(
      application: try #require(Origin("https://app.haat.example")),
      shops: try #require(Origin("https://haat.shop")), files: try #require(Origin("https://haat.files:8443"))
    )
  }

  @Test(arguments: [
    ("app.haat.example", Origins.Place.application), ("app.haat.example:443", .application),
    ("dokan.haat.shop", .shop(slug: "dokan")), ("haat.files:8443", .files),
  ])
  func `is known`(host: String, place: Origins.Place) throws {
    #expect(origins.place(of: try #require(HTTPHost(host))) == place)
  }

  @Test(arguments: [
    "haat.example", "app.haat.example:8080", "haat.shop", "a.b.haat.shop", "evil-haat.shop", "haat.files",
    "dokan.haat.shop:8443", "1.haat.shop", "localhost",
  ])
  func `or nobody's here`(host: String) throws {
    #expect(origins.place(of: try #require(HTTPHost(host))) == nil)
  }
}

@Suite struct `Cookies` {
  @Test(arguments: [
    ("a=1; b=2", "b", "2"), ("b=2", "b", "2"), ("ab=1; b=2", "b", "2"), ("b=", "b", ""),
    ("b=1; b=2", "b", "1"),
    ("b=x=y", "b", "x=y"),
  ])
  func `are found by their whole name`(header: String, name: String, value: String) {
    #expect(SessionCookie.value(of: name, in: header) == value)
  }

  @Test(arguments: ["", "bb=1", "a=b", "b", "B=1"])
  func `or not at all`(header: String) { #expect(SessionCookie.value(of: "b", in: header) == nil) }
}

@Suite struct `Limiting attempts` {
  let start = Instant(seconds: 1_800_000_000)

  @Test func `allows a burst and then one for every interval`() {
    let limiter = RateLimiter(burst: 3, refill: .seconds(10))
    for _ in 0..<3 { #expect(limiter.take("a", at: start) == nil) }
    #expect(limiter.take("a", at: start) == .seconds(10))
    #expect(limiter.take("b", at: start) == nil)
    #expect(limiter.take("a", at: start + .seconds(10)) == nil)
    #expect(limiter.take("a", at: start + .seconds(11)) == .seconds(9))
    limiter.forget("a")
    #expect(limiter.take("a", at: start + .seconds(11)) == nil)
  }

  @Test func `holds a bounded number of keys`() {
    let limiter = RateLimiter(burst: 1, refill: .seconds(60), capacity: 10)
    for key in 0..<1000 { _ = limiter.take("\(key)", at: start + .milliseconds(key)) }
    #expect(limiter.count <= 10)
    #expect(limiter.take("999", at: start + .seconds(1)) != nil)
  }
}

@Suite struct `Pages of a list` {
  @Test func `a cursor comes back as it went`() {
    let cursor = Cursor(.older, ["2026-11-20T10:00:00Z", "0190"])
    #expect(Cursor(cursor.text, keys: 2) == cursor)
    #expect(Cursor(cursor.text, keys: 1) == nil)
    #expect(Cursor("nonsense", keys: 2) == nil)
    #expect(Cursor("", keys: 2) == nil)
  }

  @Test func `the first page leads to older rows only`() {
    let page = KeysetPage(fetched: [9, 8, 7], size: 2, cursor: nil) { ["\($0)"] }
    #expect(page.rows == [9, 8])
    #expect(page.newer == nil)
    #expect(page.older == Cursor(.older, ["8"]))
  }

  @Test func `a page in the middle leads both ways`() {
    let page = KeysetPage(fetched: [7, 6, 5], size: 2, cursor: Cursor(.older, ["8"])) { ["\($0)"] }
    #expect(page.rows == [7, 6])
    #expect(page.newer == Cursor(.newer, ["7"]))
    #expect(page.older == Cursor(.older, ["6"]))
  }

  @Test func `the way back turns the rows round and ends at the first`() {
    let page = KeysetPage(fetched: [8, 9], size: 2, cursor: Cursor(.newer, ["7"])) { ["\($0)"] }
    #expect(page.rows == [9, 8])
    #expect(page.newer == nil)
    #expect(page.older == Cursor(.older, ["8"]))
  }
}

@Suite struct `A request that was cut off` {
  private let cancelled = DatabaseError(.cancelled, "the task was cancelled")

  @Test func `is told from one that failed`() async {
    #expect(Exchange.isCutOff(CancellationError()))
    #expect(!Exchange.isCutOff(cancelled) && !Exchange.isCutOff(DatabaseError(.timeout, "too slow")))
    let isCutOff = await Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return (Exchange.isCutOff(cancelled), Exchange.isCutOff(DatabaseError(.undecodable, "a row")))
    }.value
    #expect(isCutOff == (true, false))
  }
}
