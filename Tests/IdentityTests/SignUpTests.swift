import Basics
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
    let answer = try await signUp(visitor)
    #expect(answer.status == 303)
    #expect(answer.location == "/t/\(slug)")
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
    let answer = try await signUp(visitor, ["business": "Rahim's Shop \(mark)", "slug": ""])
    #expect(answer.location == "/t/rahims-shop-\(mark)")
    let bengali = try await signUp(Visitor(), ["business": "তাঁতকথা", "slug": "", "email": "x\(email)"])
    #expect(bengali.problem("slug") == "Choose an address of Latin letters, such as rahim-store.")
  }

  @Test func `offers free addresses like the taken one`() async throws {
    _ = try await signUp(Visitor())
    let answer = try await signUp(Visitor(), ["email": "other-\(email)"])
    #expect(answer.status == 422)
    #expect(answer.problem("slug") == "Taken. Free: \(slug)-dhaka, \(slug)-online, \(slug)-shop.")
    let second = try await signUp(Visitor(), ["email": "other-\(email)", "slug": "\(slug)-dhaka"])
    #expect(second.status == 303)
    let third = try await signUp(Visitor(), ["email": "third-\(email)"])
    #expect(third.problem("slug") == "Taken. Free: \(slug)-online, \(slug)-shop, \(slug)-bazaar.")
  }

  @Test func `a second press lets the person in all the same`() async throws {
    let visitor = try await Visitor()
    let page = try await visitor.get("/sign-up")
    let sent = try page.form("/sign-up")
    let other = try await Visitor(from: visitor.address)
    other.cookies["__Host-haat-visitor"] = visitor.cookies["__Host-haat-visitor"]
    async let first = visitor.submit(sent, form)
    async let second = other.submit(sent, form)
    let answers = try await [first, second]
    #expect(answers.map(\.status) == [303, 303])
    #expect(answers.map(\.location) == ["/t/\(slug)", "/t/\(slug)"])
    #expect(try await other.get("/t/\(slug)/test/members").status == 200)
    #expect(try await count("from tenants where slug = \(slug)") == 1)
    #expect(try await count("from sign_in_emails where email = \(email)") == 1)
  }

  @Test func `two people who want one address: one gets it, the other is told`() async throws {
    let visitors = try await [Visitor(), Visitor(), Visitor()]
    let forms = try await [
      visitors[0].get("/sign-up"), visitors[1].get("/sign-up"), visitors[2].get("/sign-up"),
    ]
    async let a = visitors[0].submit(forms[0].form("/sign-up"), form.merging(["email": "a\(email)"]) { $1 })
    async let b = visitors[1].submit(forms[1].form("/sign-up"), form.merging(["email": "b\(email)"]) { $1 })
    async let c = visitors[2].submit(forms[2].form("/sign-up"), form.merging(["email": "c\(email)"]) { $1 })
    let answers = try await [a, b, c]
    #expect(answers.map(\.status).sorted() == [303, 422, 422])
    for refused in answers where refused.status == 422 {
      #expect(refused.problem("slug")?.hasPrefix("Taken. Free: ") ?? false)
    }
    // Nothing of the refused ones is left behind.
    #expect(try await count("from sign_in_emails where email like \("%" + email)") == 1)
    #expect(
      try await count("from memberships m join tenants t on t.id = m.tenant_id where t.slug = \(slug)") == 1)
  }

  @Test func `two businesses with one new e-mail: one account has both`() async throws {
    let visitors = try await [Visitor(), Visitor()]
    let forms = try await [visitors[0].get("/sign-up"), visitors[1].get("/sign-up")]
    async let a = visitors[0].submit(forms[0].form("/sign-up"), form)
    async let b = visitors[1].submit(forms[1].form("/sign-up"), form.merging(["slug": "\(slug)-b"]) { $1 })
    #expect(try await [a.status, b.status] == [303, 303])
    #expect(try await count("from sign_in_emails where email = \(email)") == 1)
    #expect(
      try await count("from memberships m join sign_in_emails e using (person_id) where e.email = \(email)")
        == 2)
  }

  @Test func `an e-mail that has an account is refused with another password`() async throws {
    let account = try await TestAccount()
    let answer = try await signUp(Visitor(), ["email": account.email, "password": "some other sentence"])
    #expect(answer.status == 422)
    #expect(
      answer.problem("email")
        == "There is an account with this e-mail, and its password is another one. Sign in, then add the business."
    )
    #expect(try await count("from tenants where slug = \(slug)") == 0)
    #expect(answer.headers.all("Set-Cookie").allSatisfy { !$0.hasPrefix("__Host-haat=") })
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

  private func count(_ rest: SQL) async throws -> Int {
    try await TestSite.shared().databases.global.one("select count(*) \(fragment: rest)", as: Int.self)
  }
}
