import Basics
import TestKit
import Testing
import Web

@testable import Identity

@Suite struct `The account page` {
  let shop: Shop

  init() async throws { shop = try await Shop() }

  @Test func `lists where one is signed in, and ends one place at once`() async throws {
    let here = try await shop.visitor()
    let phone = try await Visitor(
      userAgent:
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36"
    )
    try await phone.signIn(shop.owner)
    let page = try await here.get("/account/sessions")
    #expect(page.words.contains("Firefox on Linux This one"))
    #expect(page.words.contains("Chrome on Android"))
    #expect(page.words.contains("from \(phone.address)"))

    let ends = page.markup.all("form").compactMap { $0["action"] }.filter {
      $0.hasPrefix("/account/sessions/")
    }
    #expect(ends.count == 1)
    let answer = try await here.submit(page.form(#require(ends.first)))
    #expect(answer.location == "/account/sessions")
    #expect(try await here.follow(answer).notices == ["That session is over."])
    #expect(try await phone.get("/account").location == "/sign-in?next=/account")
    #expect(try await here.get("/account").status == 200)
    #expect(try await here.submit(page.form(#require(ends.first))).status == 404)
  }

  @Test func `takes no name that the table has no room for`() async throws {
    let visitor = try await shop.visitor()
    let form = try await visitor.get("/account").form("/account/name")
    // 60 letters to a reader, 240 characters to PostgreSQL: nothing composes q with its marks.
    let name = String(repeating: "q\u{323}\u{307}\u{308}", count: 60)
    let answer = try await visitor.submit(form, ["name": name])
    #expect(answer.status == 422)
    #expect(answer.words.contains("At most 120 characters fit here."))
  }

  @Test func `ends all others at once`() async throws {
    let here = try await shop.visitor()
    let others = try await [shop.visitor(), shop.visitor(), shop.visitor()]
    let page = try await here.get("/account/sessions")
    let answer = try await here.submit(page.form("/account/other-sessions/end"))
    #expect(try await here.follow(answer).notices == ["3 other sessions are over."])
    for other in others { #expect(try await other.get("/account").status == 303) }
    #expect(
      try await here.get("/account/sessions").markup.all("form").allSatisfy {
        $0["action"] != "/account/other-sessions/end"
      })
  }

  @Test func `ends nobody else's session`() async throws {
    let stranger = try await Shop().visitor()
    let theirs = try await shop.visitor()
    let mine = try await shop.visitor()
    let page = try await mine.get("/account/sessions")
    let end = try #require(
      page.markup.all("form").compactMap { $0["action"] }.first { $0.hasPrefix("/account/sessions/") })
    let csrf = try await stranger.get("/account").form("/account/name").values["csrf"] ?? ""
    #expect(try await stranger.post(end, ["csrf": csrf]).status == 404)
    #expect(try await theirs.get("/account").status == 200)
    #expect(try await stranger.post("/account/sessions/x/end", ["csrf": csrf]).status == 404)
  }

  @Test func `changes the name`() async throws {
    let owner = try await shop.visitor()
    let form = try await owner.get("/account").form("/account/name")
    let answer = try await owner.submit(form, ["name": "  ফারজানা   কবির "])
    let page = try await owner.follow(answer)
    #expect(page.notices == ["Your name is saved."])
    #expect(page.value("name") == "ফারজানা কবির")
    let refused = try await owner.submit(form, ["name": " "])
    #expect(refused.status == 422)
    #expect(refused.problem("name") == "Write the name that your colleagues know you by.")
  }

  @Test func `is for those who have signed in`() async throws {
    let visitor = try await Visitor()
    #expect(try await visitor.get("/account").location == "/sign-in?next=/account")
    let csrf = try await visitor.get("/sign-in").form("/sign-in").values["csrf"] ?? ""
    for path in [
      "/account/name", "/account/password", "/account/address", "/account/other-sessions/end", "/sign-out",
    ] {
      #expect(try await visitor.post(path, ["csrf": csrf]).location == "/sign-in")
    }
  }
}

@Suite struct `A device` {
  @Test(arguments: [
    (
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
      "Edge", "Windows"
    ),
    (
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
      "Safari", "Mac"
    ),
    (
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
      "Safari", "iPhone"
    ),
    (
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0 Mobile/15E148 Safari/604.1",
      "Chrome", "iPhone"
    ),
    (
      "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
      "Samsung Internet", "Android"
    ),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux"),
    ("curl/8.5.0", "curl", nil), ("", nil, nil), ("<script>alert(1)</script>", nil, nil),
  ])
  func `is named shortly`(userAgent: String, browser: String?, system: String?) {
    let device = Device(userAgent: userAgent)
    #expect(device.browser == browser)
    #expect(device.system == system)
  }
}
