import Basics
import Crypto
import Database
import HTTP
import Localization
import Tenancy
import TestKit
import Testing
import Web

@testable import Identity

@Suite struct `Signing up` {
  let mark = Shop.mark()
  var email: String { "owner-\(mark)@example.com" }
  var slug: String { "tantkotha-\(mark)" }
  var form: [String: String] {
    [
      "business": "Tantkotha", "slug": slug, "language": "bn", "currency": "BDT", "zone": "Asia/Dhaka",
      "email": email,
      "password": TestAccount.password,
    ]
  }

  func signUp(_ visitor: Visitor, _ changes: [String: String] = [:]) async throws -> FetchedPage {
    let page = try await visitor.get("/sign-up")
    return try await visitor.submit(page.form("/sign-up"), form.merging(changes) { _, new in new })
  }

  @Test func `opens a business, signs its owner in and goes there`() async throws {
    let visitor = try await Visitor()
    let answer = try await visitor.signUp(form)
    #expect(answer.status == 303)
    #expect(answer.location == "/t/\(slug)")
    #expect(visitor.cookies["__Host-haat-sign-up"] == nil)
    #expect(try await visitor.get("/t/\(slug)/test/members").status == 200)
    #expect(try await visitor.get("/t/\(slug)/test/owners").status == 200)

    let db = try await TestSite.shared().databases.global
    let tenant = try await Tenant.find(#require(Slug(slug)), in: db)
    #expect(tenant.name == "Tantkotha")
    #expect(tenant.language == .bengali)
    #expect(tenant.digits == .bengali)
    #expect(tenant.currency == .bdt)
    #expect(tenant.zone.identifier == "Asia/Dhaka")
    #expect(tenant.weekStart == .sunday)

    let account = try await visitor.open("/account")
    #expect(account.value("name") == "Owner \(mark.prefix(1).uppercased())\(mark.dropFirst())")
    #expect(account.words.contains(email))
  }

  @Test(arguments: ["email", "business", "slug", "password"])
  func `reads no field that nobody would type`(field: String) async throws {
    let visitor = try await Visitor()
    // What is read of a form is normalised and compared on the loop, where everybody else waits for it.
    let answer = try await signUp(visitor, [field: String(repeating: "q\u{323}", count: 6000)])
    #expect(answer.status == 400)
  }

  @Test func `proposes what is usual where the browser speaks from`() async throws {
    for (languages, currency, zone) in [
      ("bn-BD,bn;q=0.9", "BDT", "Asia/Dhaka"), ("en-IN", "INR", "Asia/Kolkata"),
      ("en-GB,en", "GBP", "Europe/London"),
      ("de-DE", "EUR", "Europe/Berlin"), ("en", "BDT", "Asia/Dhaka"), ("", "BDT", "Asia/Dhaka"),
    ] {
      let page = try await Visitor(language: languages).get("/sign-up")
      let values = try page.form("/sign-up").values
      #expect(values["currency"] == currency, "\(languages)")
      #expect(values["zone"] == zone, "\(languages)")
      #expect(values["language"] == (languages.hasPrefix("bn") ? "bn" : "en"))
    }
  }

  @Test(arguments: [
    ("business", "", "Give the business a name."),
    ("business", "  \u{200B} ", "Give the business a name."),
    ("business", String(repeating: "ন", count: 121), "At most 120 characters fit here."),
    ("slug", "ab", "Use 3 to 40 Latin letters, digits and hyphens, a letter first."),
    ("slug", "1shop", "Use 3 to 40 Latin letters, digits and hyphens, a letter first."),
    ("slug", "তাঁতকথা", "Use 3 to 40 Latin letters, digits and hyphens, a letter first."),
    ("slug", "my shop", "Use 3 to 40 Latin letters, digits and hyphens, a letter first."),
    ("slug", "shop.evil", "Use 3 to 40 Latin letters, digits and hyphens, a letter first."),
    ("slug", "admin", "Haat keeps this address for itself. Choose another one."),
    ("slug", "ADMIN", "Haat keeps this address for itself. Choose another one."),
    ("slug", "shop-", "Put hyphens between letters or digits only, one at a time."),
    ("slug", "xn--shop", "Put hyphens between letters or digits only, one at a time."),
    ("language", "fr", "Choose one of these."),
    ("language", "", "Choose one of these."),
    ("currency", "XXX", "Choose a currency from the list."),
    ("currency", "bdt", "Choose a currency from the list."),
    ("zone", "Asia/Nowhere", "Choose a time zone from the list."),
    ("zone", "../../etc/passwd", "Choose a time zone from the list."),
    ("zone", "posixrules", "Choose a time zone from the list."),
    ("email", "", "Type your e-mail address."),
    ("email", "farzana", "This is not a whole e-mail address, such as name@example.com."),
    ("email", "a@b@example.com", "This is not a whole e-mail address, such as name@example.com."),
    ("email", "farzana@example", "This is not a whole e-mail address, such as name@example.com."),
    ("email", "a\r\nBcc: b@example.com", "This is not a whole e-mail address, such as name@example.com."),
    ("password", "short", "This password is too short."),
    ("password", "eleven char     ", "This password is too short."),
    ("password", String(repeating: "ab cd ", count: 50), "Use 256 characters or fewer."),
    (
      "password", "password1234",
      "This is one of the first passwords that a guesser tries. A short sentence is good."
    ),
    ("password", "TantkothaTantkotha", "Leave your e-mail and the name of the business out of the password."),
  ])
  func `says what is wrong beside the field, and keeps the rest`(
    field: String, typed: String, problem: String
  ) async throws {
    let answer = try await signUp(Visitor(), [field: typed])
    #expect(answer.status == 422)
    #expect(answer.problem(field) == problem)
    let others = ["business", "slug", "language", "currency", "zone", "email", "password"].filter {
      $0 != field
    }
    for other in others { #expect(answer.problem(other) == nil, "\(other)") }
    let values = try answer.form("/sign-up").values
    for other in others where other != "password" { #expect(values[other] == form[other]) }
    #expect(values["password"] == "")
    #expect(!answer.text.contains(TestAccount.password))
  }

  @Test func `says everything that is wrong at once, a taken address too`() async throws {
    let shop = try await Shop()
    let answer = try await signUp(
      Visitor(),
      [
        "business": "", "slug": shop.tenant.slug.text, "language": "x", "currency": "x", "zone": "x",
        "email": "x", "password": "x",
      ])
    for field in ["business", "slug", "language", "currency", "zone", "email", "password"] {
      #expect(answer.problem(field) != nil, "\(field)")
    }
  }

  @Test func `makes an address of the name when none is typed`() async throws {
    let visitor = try await Visitor()
    let changes = ["business": "Rahim's Shop \(mark)", "slug": ""]
    let answer = try await visitor.signUp(form.merging(changes) { $1 })
    #expect(answer.location == "/t/rahims-shop-\(mark)")
    let bengali = try await signUp(Visitor(), ["business": "তাঁতকথা", "slug": "", "email": "x\(email)"])
    #expect(bengali.problem("slug") == "Choose an address of Latin letters, such as rahim-store.")
  }

  @Test func `offers free addresses like the taken one`() async throws {
    _ = try await Visitor().signUp(form)
    let answer = try await signUp(Visitor(), ["email": "other-\(email)"])
    #expect(answer.status == 422)
    #expect(answer.problem("slug") == "Taken. Free: \(slug)-dhaka, \(slug)-online, \(slug)-shop.")
    let other = ["email": "other-\(email)", "slug": "\(slug)-dhaka"]
    #expect(try await Visitor().signUp(form.merging(other) { $1 }).location == "/t/\(slug)-dhaka")
    let third = try await signUp(Visitor(), ["email": "third-\(email)"])
    #expect(third.problem("slug") == "Taken. Free: \(slug)-online, \(slug)-shop, \(slug)-bazaar.")
  }

  @Test func `pressed twice opens one business, by the code of either mail`() async throws {
    let visitor = try await Visitor()
    let sent = try await visitor.get("/sign-up").form("/sign-up")
    async let first = visitor.submit(sent, form)
    async let second = visitor.submit(sent, form)
    let answers = try await [first, second]
    #expect(answers.map(\.location) == ["/sign-up/confirm", "/sign-up/confirm"])
    let page = try await visitor.get("/sign-up/confirm")
    var opened: [String?] = []
    for mail in try await Outbox.mails(to: email, atLeast: 2) {
      opened.append(
        try await visitor.submit(page.form("/sign-up/confirm"), ["code": mail.code ?? ""]).location)
      if opened.last == "/t/\(slug)" { break }
    }
    #expect(opened.last == "/t/\(slug)")
    #expect(try await count("from tenants where slug = \(slug)") == 1)
    #expect(try await count("from sign_in_emails where email = \(email) and verified_at is not null") == 1)
  }

  @Test func `sent twice with the right code signs in once`() async throws {
    let visitor = try await Visitor()
    _ = try await signUp(visitor)
    let code = try await Outbox.awaited(to: email).code ?? ""
    let sent = try await visitor.get("/sign-up/confirm").form("/sign-up/confirm")
    async let first = visitor.submit(sent, ["code": code])
    async let second = visitor.submit(sent, ["code": code])
    let places = try await [first.location, second.location]
    #expect(places.contains("/t/\(slug)"))
    #expect(try await count("from tenants where slug = \(slug)") == 1)
    #expect(
      try await count("from sessions s join sign_in_emails e using (person_id) where e.email = \(email)") == 1
    )
  }

  @Test func `two people who want one address: one gets it, the other chooses again without another code`()
    async throws
  {
    let visitors = try await [Visitor(), Visitor()]
    for (visitor, name) in zip(visitors, ["a", "b"]) {
      #expect(try await signUp(visitor, ["email": name + email]).location == "/sign-up/confirm")
    }
    #expect(try await visitors[0].confirmSignUp("a" + email).location == "/t/\(slug)")
    let refused = try await visitors[1].confirmSignUp("b" + email)
    #expect(refused.location == "/sign-up")
    let page = try await visitors[1].follow(refused)
    #expect(page.problem("slug")?.hasPrefix("Taken. Free: ") ?? false)
    #expect(page.value("business") == "Tantkotha" && page.value("email") == "b" + email)
    // Nothing of the refused one is left behind.
    #expect(try await count("from sign_in_emails where email = \("b" + email)") == 0)
    let changes = ["slug": "\(slug)-b", "password": TestAccount.password]
    let answer = try await visitors[1].submit(page.form("/sign-up"), changes)
    #expect(answer.location == "/t/\(slug)-b")
    #expect(try await Outbox().all(to: "b" + email).count == 1)
    #expect(try await visitors[1].get("/t/\(slug)-b/test/owners").status == 200)
  }

  @Test func `a code proves its address for half an hour`() async throws {
    let visitor = try await Visitor()
    _ = try await signUp(visitor)
    let taken = try await Visitor()
    _ = try await signUp(taken, ["email": "b" + email])
    _ = try await visitor.confirmSignUp(email)
    #expect(try await taken.confirmSignUp("b" + email).location == "/sign-up")
    let token = try #require(Token(taken.cookies[PendingSignUp.cookieName] ?? ""))
    let site = taken.site.application.site
    let pending = try #require(
      try await PendingSignUp.find(token, at: .now, site: site, in: taken.site.databases.global))
    #expect(pending.isProved(for: pending.draft.email, at: .now + .seconds(29 * 60)))
    #expect(!pending.isProved(for: pending.draft.email, at: .now + .seconds(30 * 60)))
  }

  @Test func `a code proves one address, and no other that is typed afterwards`() async throws {
    let visitor = try await Visitor()
    _ = try await signUp(visitor)
    _ = try await Shop(site: visitor.site)
    _ = try await Visitor().signUp(form.merging(["email": "quick-\(email)"]) { $1 })
    #expect(try await visitor.confirmSignUp(email).location == "/sign-up")
    let other = ["slug": "\(slug)-x", "email": "victim-\(email)", "password": TestAccount.password]
    let answer = try await visitor.submit(visitor.get("/sign-up").form("/sign-up"), other)
    #expect(answer.location == "/sign-up/confirm")
    #expect(try await count("from sign_in_emails where email = \("victim-\(email)")") == 0)
  }

  @Test func `two businesses with one new e-mail: who types the second code signs in`() async throws {
    let visitors = try await [Visitor(), Visitor()]
    _ = try await signUp(visitors[0])
    let first = try await Outbox.awaited(to: email).code ?? ""
    _ = try await signUp(visitors[1], ["slug": "\(slug)-b"])
    #expect(
      try await visitors[1].submit(
        visitors[1].get("/sign-up/confirm").form("/sign-up/confirm"),
        ["code": Outbox.awaited(to: email, count: 2).code ?? ""]
      ).location == "/t/\(slug)-b")
    let late = try await visitors[0].submit(
      visitors[0].get("/sign-up/confirm").form("/sign-up/confirm"), ["code": first])
    #expect(late.location == "/sign-in")
    #expect(
      try await visitors[0].follow(late).notices == [
        "There is an account with this e-mail. Sign in, then add the business."
      ])
    #expect(try await count("from tenants where slug = \(slug)") == 0)
  }

  @Test func `a code is of no use in another browser, nor after five wrong ones, nor after half an hour`()
    async throws
  {
    let visitor = try await Visitor()
    _ = try await signUp(visitor)
    let mail = try await Outbox.awaited(to: email)
    let code = try #require(mail.code)
    #expect(mail.path == "/sign-up/confirm?code=\(code)")
    #expect(!mail.subject.contains(code))
    let other = try await Visitor()
    #expect(
      try await other.get("/sign-up/confirm?code=\(code)").words.contains("You began in another browser"))
    let csrf = try await other.get("/sign-up").form("/sign-up").values["csrf"] ?? ""
    #expect(try await other.post("/sign-up/confirm", ["csrf": csrf, "code": code]).location == "/sign-up")
    // The link fills the code in, and does nothing by itself.
    let page = try await visitor.get("/sign-up/confirm?code=\(code)")
    #expect(page.value("code") == code)
    #expect(try await count("from tenants where slug = \(slug)") == 0)

    let sent = try page.form("/sign-up/confirm")
    #expect(
      try await visitor.submit(sent, ["code": "12 34"]).problem("code") == "Type the 6 digits of the mail.")
    let wrong = format(Int(code).map { ($0 + 1) % 1_000_000 } ?? 0)
    for _ in 0..<4 {
      #expect(
        try await visitor.submit(sent, ["code": wrong]).problem("code")
          == "That is not the code of the newest mail. Look again.")
    }
    let over = try await visitor.submit(sent, ["code": wrong])
    #expect(over.words.contains("This code is over."))
    #expect(try await visitor.submit(sent, ["code": code]).status == 422)
    // What was typed is still there.
    #expect(try await visitor.get("/sign-up").value("business") == "Tantkotha")

    let late = try await Visitor()
    _ = try await signUp(late, ["email": "late-\(email)"])
    let good = try await Outbox.awaited(to: "late-\(email)").code ?? ""
    try await run(
      "update sign_ups set ends_at = now() where ends_at > now() and created_at > now() - interval '1 minute' and token_hash = \(#require(Token(late.cookies["__Host-haat-sign-up"] ?? "")).hash)"
    )
    let form = try await visitor.get("/sign-in").form("/sign-in").values["csrf"] ?? ""
    #expect(!form.isEmpty)
    let token = try await late.get("/sign-up").form("/sign-up").values["csrf"] ?? ""
    #expect(try await late.post("/sign-up/confirm", ["csrf": token, "code": good]).status == 422)
  }

  @Test func `another mail brings another code, and a sign-up has five mails at most`() async throws {
    let visitor = try await Visitor()
    _ = try await signUp(visitor)
    let first = try await Outbox.awaited(to: email).code
    let page = try await visitor.get("/sign-up/confirm")
    for count in 2...5 {
      #expect(try await visitor.submit(page.form("/sign-up/confirm/again")).location == "/sign-up/confirm")
      _ = try await Outbox.awaited(to: email, count: count)
    }
    #expect(try await visitor.submit(page.form("/sign-up/confirm/again")).status == 409)
    #expect(
      try await visitor.get("/sign-up/confirm").markup.all("form").allSatisfy {
        $0["action"] != "/sign-up/confirm/again"
      })
    let newest = try await Outbox.awaited(to: email, count: 5).code
    if first != newest {
      #expect(try await visitor.submit(page.form("/sign-up/confirm"), ["code": first ?? ""]).status == 422)
    }
    let spaced = (newest.map { "\($0.prefix(3)) \($0.suffix(3))" } ?? "")
    #expect(
      try await visitor.submit(page.form("/sign-up/confirm"), ["code": spaced]).location == "/t/\(slug)")
  }

  @Test func `keeps of the password its hash alone, and shows nobody else what was typed`() async throws {
    let visitor = try await Visitor()
    _ = try await signUp(visitor)
    let token = try #require(Token(visitor.cookies["__Host-haat-sign-up"] ?? ""))
    let stored = try await TestSite.shared().databases.global.one(
      "select draft from sign_ups where token_hash = \(token.hash)", as: [UInt8].self)
    let text = String(decoding: stored, as: UTF8.self)
    #expect(!text.contains("Tantkotha") && !text.contains(email) && !text.contains(TestAccount.password))
    let pending = try #require(
      try await PendingSignUp.find(
        token, at: .now, site: visitor.site.application.site, in: visitor.site.databases.global))
    #expect(pending.draft.passwordHash.hasPrefix("$argon2id$"))
    #expect(!pending.draft.fields.values.contains(TestAccount.password))
    #expect(try await Visitor().get("/sign-up").value("business") == "")
  }

  @Test func `a taken e-mail is not spoken of as long as anything else is wrong`() async throws {
    let account = try await TestAccount()
    let answer = try await signUp(Visitor(), ["email": account.email, "password": "short"])
    #expect(answer.problem("email") == nil)
  }

  @Test func `who has signed in adds a business without a password`() async throws {
    let shop = try await Shop()
    let owner = try await shop.visitor()
    let page = try await owner.get("/sign-up")
    #expect(page.markup.element(id: "password") == nil)
    #expect(page.markup.element(id: "email") == nil)
    let answer = try await owner.submit(
      page.form("/sign-up"), ["business": "Second", "slug": slug, "currency": "INR", "zone": "Asia/Kolkata"])
    #expect(answer.location == "/t/\(slug)")
    let account = try await owner.open("/account")
    #expect(account.words.contains("Second"))
    #expect(account.words.contains("Tantkotha"))
    let again = try await owner.submit(page.form("/sign-up"), ["business": "Second", "slug": slug])
    #expect(again.location == "/t/\(slug)")
    let taken = try await owner.submit(
      page.form("/sign-up"), ["business": "", "slug": shop.tenant.slug.text])
    #expect(taken.problem("slug")?.hasPrefix("Taken.") ?? false)
  }

  @Test func `is slowed where one network makes many accounts`() async throws {
    let address = try await Visitor().address
    var statuses: Set<Int> = []
    for number in 0..<32 {
      let changes = ["slug": "\(slug)-\(number)", "email": "\(number)\(email)"]
      statuses.insert(try await signUp(Visitor(from: address), changes).status)
    }
    #expect(statuses == [303, 429])
  }

  private func format(_ number: Int) -> String { String(String(1_000_000 + number).dropFirst()) }

  private func run(_ statement: SQL) async throws {
    try await TestSite.shared().databases.global.run(statement)
  }

  private func count(_ rest: SQL) async throws -> Int {
    try await TestSite.shared().databases.global.one("select count(*) \(fragment: rest)", as: Int.self)
  }
}
