import Basics
import HTTP
import TestKit
import Testing

@Suite struct `The language` {
  @Test func `is the browser's until a visitor chooses, and the choice is kept`() async throws {
    let visitor = try await Visitor(language: "en-GB,en;q=0.8")
    let page = try await visitor.get("/sign-in?next=/account")
    #expect(page.markup.first("html")?["lang"] == "en")
    let choice = try page.form("/language/bn?next=/sign-in%3Fnext%3D/account")
    let answer = try await visitor.submit(choice)
    #expect(answer.location == "/sign-in?next=/account")
    let bengali = try await visitor.follow(answer)
    #expect(bengali.markup.first("html")?["lang"] == "bn")
    #expect(bengali.markup.first("h1")?.text == "সাইন ইন")
    #expect(try await Visitor(language: "bn-BD").get("/").markup.first("html")?["lang"] == "bn")
  }

  @Test func `of an account goes with it to other browsers`() async throws {
    let shop = try await Shop()
    let owner = try await shop.visitor()
    let page = try await owner.get("/account")
    _ = try await owner.submit(page.form("/language/bn?next=/account"))
    #expect(try await shop.visitor(language: "en").get("/account").markup.first("h1")?.text == "আপনার অ্যাকাউন্ট")
  }

  @Test func `comes back to pages of ours only, and is one of ours`() async throws {
    let visitor = try await Visitor()
    let csrf = try await visitor.get("/").form("/language/bn?next=/").values["csrf"] ?? ""
    for next in ["//evil.example", "https://evil.example", "/%5Cevil.example/..", "x"] {
      let answer = try await visitor.post("/language/bn?next=\(next)", ["csrf": csrf])
      #expect(answer.location?.hasPrefix("/") == true && answer.location?.hasPrefix("//") == false, "\(next)")
    }
    #expect(try await visitor.post("/language/fr", ["csrf": csrf]).status == 404)
  }

  @Test(arguments: ["en", "bn"], ["/", "/sign-in", "/sign-up"])
  func `of a page has no words of the other`(language: String, path: String) async throws {
    let page = try await Visitor(language: language).get(path)
    let words =
      page.markup.first("main")?.text.unicodeScalars.filter { (0x980...0x9EF).contains($0.value) } ?? .init()
    if language == "en" {
      #expect(words.count <= 5, "only the name of the language")
    } else {
      #expect(words.count > 50)
    }
  }
}

@Suite struct `The front page` {
  @Test func `leads visitors to signing up, and members to their business`() async throws {
    let visitor = try await Visitor()
    let page = try await visitor.get("/")
    let links = page.markup.all("a").compactMap { $0["href"] }
    #expect(links.contains("/sign-up") && links.contains("/sign-in"))
    let shop = try await Shop(name: "<Tantkotha & Sons>")
    let home = try await shop.visitor().get("/")
    #expect(
      home.markup.all("a").contains { $0["href"] == shop.path("") && $0.text.contains("<Tantkotha & Sons>") })
    let nobody = try await Visitor()
    try await nobody.signIn(TestAccount())
    #expect(try await nobody.get("/").markup.all("a").contains { $0["href"] == "/businesses" })
  }

  @Test func `sets no cookie but the visitor's, and keeps its headers`() async throws {
    let page = try await Visitor().get("/")
    #expect(page.headers.all("Set-Cookie").allSatisfy { $0.hasPrefix("__Host-haat-visitor=") })
    #expect(page.headers.first("Content-Security-Policy")?.contains("default-src 'none'") == true)
    #expect(page.headers.first("Cache-Control") == "no-store")
  }
}
