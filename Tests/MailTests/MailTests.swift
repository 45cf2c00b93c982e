import App
import Audit
import Basics
import Database
import HTTP
import Jobs
import Localization
import Outbound
import Tenancy
import TestKit
import Testing
import Vault
import Web

@testable import Mail

private func message(to: String, name: String = "Rahim", language: Language = .english) throws -> MailMessage
{
  MailMessage(
    to: try #require(EmailAddress(to)), name: name, locale: UserLocale.plain.speaking(language),
    subject: "Sign in", lines: ["Where to?"], code: "123456", link: ("Sign in", "/sign-in?a=1&b=2"),
    facts: [("E-mail", "<b>somebody</b>\r\nBcc: x@example.com")])
}

@Suite struct `A mail` {
  let shop: Shop
  let address = "reader-\(Shop.mark())@example.com"
  init() async throws { shop = try await Shop() }

  @Test func `is not there when the change that it tells of is not`() async throws {
    let message = try message(to: address)
    try? await shop.db.transaction { db in
      try await db.send(message)
      throw Failure.forbidden
    }
    #expect(try await Outbox(of: shop.tenant.id).all(to: address).isEmpty)
  }

  @Test func `is kept with its words where there is no server`() async throws {
    try await shop.db.send(message(to: address))
    #expect(try await shop.runJobs().map(\.outcome) == [.done])
    let mail = try await Outbox(of: shop.tenant.id).last(to: address.uppercased())
    #expect(mail.subject == "Sign in" && mail.code == "123456" && mail.path == "/sign-in?a=1&b=2")
    #expect(mail.facts["E-mail"] == "<b>somebody</b> Bcc: x@example.com")
    #expect(try await StoredMail.recent(in: shop.db).map(\.state) == [.kept])
  }

  @Test func `lies in the database sealed`() async throws {
    let id = try await shop.db.send(message(to: address))
    let stored = try await shop.db.one(
      "select body from mails where tenant_id = \(shop.db.tenant) and id = \(id)", as: [UInt8].self)
    let text = String(decoding: stored, as: UTF8.self)
    #expect(stored.first == 1 && !text.contains("123456") && !text.contains("Where to?"))
    let mail = try await StoredMail.find(id, in: shop.db)
    let body = try await mail.body(in: shop.db)
    #expect(body?.code == "123456" && body?.lines == ["Where to?"])
  }

  @Test func `of the platform is sent by the same job`() async throws {
    let site = try await TestSite.shared()
    let platform = site.databases.tenant(.platform)
    let id = try await platform.send(message(to: address))
    try await site.databases.runPlatformJobs(by: TestSite.jobs)
    #expect(try await StoredMail.find(id, in: platform).state == .kept)
    #expect(try await StoredMail.recent(in: shop.db).isEmpty)
  }

  @Test func `has one line of a name, whatever was typed`() async throws {
    try await shop.db.send(message(to: address, name: "Rahim\r\nBcc: thief@example.com\u{0}"))
    let mail = try #require(try await StoredMail.recent(in: shop.db).first)
    #expect(mail.name == "Rahim Bcc: thief@example.com")
    #expect(HeaderText(mail.name) != nil)
  }

  @Test func `says the same in both parts, in the reader's language`() throws {
    let body = MailBody(try message(to: address, language: .bengali))
    let text = body.text(origin: "https://haat.example")
    let html = MailPage(body, origin: "https://haat.example").html
    #expect(body.language == "bn" && body.greeting == "প্রিয় Rahim,")
    for words in [body.greeting, body.lines[0], "123456", body.reason] {
      #expect(text.contains(words) && html.contains(words), "\(words)")
    }
    #expect(text.contains("https://haat.example/sign-in?a=1&b=2"))
    #expect(html.contains("href=\"https://haat.example/sign-in?a=1&amp;b=2\""))
    #expect(html.contains("&lt;b&gt;somebody&lt;/b&gt;") && !html.contains("<b>somebody"))
    #expect(html.contains("<html lang=\"bn\">"))
    #expect(try MailBody(decoding: body.encoded()) == body)
  }
}

@Suite struct `A mail that no server takes` {
  let shop: Shop
  let address = "reader-\(Shop.mark())@example.com"
  let registry: JobRegistry

  init() async throws {
    shop = try await Shop()
    // Nobody listens there.
    let from = try #require(Mailbox("Haat <no-reply@haat.example>"))
    let sender = MailRoute.Sender(server: try SMTPServer(url: "smtp://127.0.0.1:1"), from: from)
    registry = Features.jobs(
      storage: TestSite.storage, vault: TestSite.vault,
      mails: MailRoute(origin: Origin(scheme: .https, host: "haat.example", port: 443), sender: sender))
  }

  /// Every run that it has, each when it is due.
  private func runToTheEnd() async throws -> [JobOutcome] {
    var outcomes: [JobOutcome] = []
    var now = Instant.now
    for _ in 0..<SendMail.retries.attempts + 1 {
      outcomes += try await shop.site.databases.runJobs(of: shop.tenant.id, by: registry, at: now).map(
        \.outcome)
      now = now + .seconds(7200)
    }
    return outcomes
  }

  @Test func `waits for another try, and in the end for a person, who sends it again`() async throws {
    let id = try await shop.db.send(message(to: address))
    try await shop.site.databases.runJobs(of: shop.tenant.id, by: registry)
    let waiting = try await StoredMail.find(id, in: shop.db)
    #expect(waiting.state == .waiting && waiting.error?.isEmpty == false && waiting.attempt == 1)

    #expect(try await runToTheEnd().count == SendMail.retries.attempts - 1)
    #expect(try await StoredMail.find(id, in: shop.db).state == .failed)

    let owner = try await shop.visitor()
    let page = try await owner.get(shop.path("/mails"))
    #expect(page.text.contains(address))
    let answer = try await owner.submit(page.form(shop.path("/mails/\(id)/sending")))
    #expect(answer.status == 303)
    #expect(try await StoredMail.find(id, in: shop.db).state == .waiting)
    #expect(try await owner.get(shop.path("/mails")).text.contains("It is on its way again."))
    #expect(try await shop.runJobs().map(\.outcome) == [.done])
    #expect(try await StoredMail.find(id, in: shop.db).state == .kept)
  }

  @Test func `is forgotten after its time`() async throws {
    let id = try await shop.db.send(message(to: address))
    _ = try await runToTheEnd()
    let later = TestSite.jobs
    let databases = shop.site.databases
    try await databases.enqueue(ForgetOldMails())
    try await databases.runPlatformJobs(by: later)
    #expect(try await StoredMail.find(id, in: shop.db).hasBody)
    try await shop.db.run(
      "update mails set ended_at = now() - interval '8 days' where tenant_id = \(shop.db.tenant)")
    try await databases.enqueue(ForgetOldMails())
    try await databases.runPlatformJobs(by: later)
    // Another test's worker may have taken the job, and be at it.
    for _ in 0..<200 where try await StoredMail.find(id, in: shop.db).hasBody {
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(try await !StoredMail.find(id, in: shop.db).hasBody)
  }

  @Test func `whose key is gone waits for nobody`() async throws {
    let id = try await shop.db.send(message(to: address))
    try await TestSite.vault.deleteKeys(of: shop.db, by: Actor(kind: .command, name: "test"))
    try await shop.site.databases.runJobs(of: shop.tenant.id, by: registry)
    let mail = try await StoredMail.find(id, in: shop.db)
    #expect(mail.state == .failed && mail.error == "The key that sealed it has been deleted.")
    #expect(try await shop.visitor().get(shop.path("/mails")).text.contains(address))
  }

  @Test func `that has no words any more cannot be sent again`() async throws {
    let id = try await shop.db.send(message(to: address))
    await #expect(throws: Failure.notFound) { try await StoredMail.sendAgain(id, in: shop.db, at: .now) }
  }
}

@Suite struct `The outbox of development` {
  @Test func `shows the mails of every business to who sits at this machine`() async throws {
    let shop = try await Shop()
    let address = "reader-\(Shop.mark())@example.com"
    let id = try await shop.db.send(message(to: address))
    let here = try await Visitor(from: IPAddress("127.0.0.1"))
    let list = try await here.get("/outbox?q=\(address)")
    #expect(list.text.contains("/outbox/\(id)"))
    let others = try await here.get("/outbox?q=nobody-\(Shop.mark())")
    #expect(!others.text.contains("/outbox/\(id)"))
    #expect(try await here.get("/outbox/\(id)").text.contains("http://localhost:8080/sign-in"))
    let html = try await here.get("/outbox/\(id)/html")
    #expect(html.status == 200 && html.text.contains("<style>"))
    #expect(html.headers.first("Content-Security-Policy")?.contains("sandbox") == true)
    #expect(html.headers.first("Content-Security-Policy")?.contains("script-src") == false)
  }

  @Test(arguments: ["/outbox", "/outbox/\(StoredMail.ID())", "/outbox/\(StoredMail.ID())/html"])
  func `is not there for anybody else`(_ path: String) async throws {
    #expect(try await Visitor().get(path).status == 404)
  }

  @Test func `is nowhere but on localhost without a server`() throws {
    let from = try #require(Mailbox("no-reply@haat.example"))
    let sender = MailRoute.Sender(server: try SMTPServer(url: "smtp://localhost"), from: from)
    let local = Origin(scheme: .http, host: "localhost", port: 8080)
    let elsewhere = Origin(scheme: .https, host: "haat.example", port: 443)
    #expect(MailRoute(origin: local, sender: nil).hasOutbox)
    #expect(!MailRoute(origin: local, sender: sender).hasOutbox)
    #expect(!MailRoute(origin: elsewhere, sender: nil).hasOutbox)
  }
}
