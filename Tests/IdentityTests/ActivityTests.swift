import Audit
import Basics
import Database
import Localization
import TestKit
import Testing
import Web

@testable import Identity

@Suite struct `The page of one's own activity` {
  let kit: FactorKit
  let shop: Shop
  let owner: Visitor

  init() async throws {
    kit = try await FactorKit()
    shop = try await Shop()
    owner = try await shop.visitor()
  }

  private func record(_ action: String, at moment: Instant = .now, address: String = "::1") async throws {
    let person = shop.owner.id
    try await kit.platform.record(
      .account(action, person, "Nasima"),
      by: Actor(kind: .person, person: person, name: "Nasima", address: address, device: "Firefox"),
      at: moment)
  }

  private func rows(_ page: FetchedPage) -> Int { page.markup.all("li").count { $0.text.contains("You ") } }

  @Test func `tells sign-ins and changes in sentences, with device and place`() async throws {
    try await record("password-changed", address: "103.4.144.1")
    let page = try await owner.get("/account/activity")
    #expect(page.words.contains("You signed in with a password New device"))
    #expect(page.words.contains("Firefox on Linux · \(owner.address)"))
    #expect(page.words.contains("You changed the password"))
    #expect(page.words.contains("Bangladesh (103.4.144.1)"))
    #expect(page.words.contains("IPFire"))
  }

  @Test func `tells nothing of others`() async throws {
    let other = try await Shop().visitor()
    _ = try await other.get("/account/activity")
    try await record("password-changed")
    #expect(try await !other.get("/account/activity").words.contains("changed the password"))
    #expect(try await Visitor(to: kit.site).get("/account/activity").status == 303)
  }

  @Test func `goes back ninety days and no further`() async throws {
    try await record("app-added", at: .now - .seconds(89 * 86400))
    try await record("app-removed", at: .now - .seconds(91 * 86400))
    let words = try await owner.get("/account/activity").words
    #expect(words.contains("added an authenticator app"))
    #expect(!words.contains("removed the authenticator app"))
  }

  @Test func `has fifty to a page, forth and back`() async throws {
    for _ in 0..<60 { try await record("device-distrusted") }
    let first = try await owner.get("/account/activity")
    #expect(rows(first) == 50)
    let older = try #require(first.markup.all("a").compactMap { $0["href"] }.first { $0.contains("?at=") })
    let second = try await owner.get(older)
    #expect(rows(second) == 11)
    let newer = try #require(second.markup.all("a").compactMap { $0["href"] }.first { $0.contains("?at=") })
    #expect(rows(try await owner.get(newer)) == 50)
    #expect(rows(try await owner.get("/account/activity?at=nonsense")) == 50)
  }

  @Test func `leads to ending the other sessions and to a new password`() async throws {
    let stranger = try await shop.visitor()
    let page = try await owner.get("/account/activity")
    #expect(page.markup.all("a").contains { $0["href"] == "/account/stranger" })
    let answer = try await owner.submit(owner.get("/account/stranger").form("/account/stranger"))
    #expect(answer.location == "/account#secret")
    #expect(try await stranger.get("/account").status == 303)
    #expect(try await owner.get("/account").status == 200)
    #expect(try await kit.audited(shop.owner.id).last == "account.stranger-shut-out")
    // The owner's own browser stays a known one.
    _ = try await owner.submit(owner.get("/account").form("/sign-out"))
    let mails = try await Outbox.mails(to: shop.owner.email, atLeast: 2).count
    try await owner.signIn(shop.owner)
    #expect(try await Outbox.mails(to: shop.owner.email, atLeast: mails).count == mails)
  }

  @Test func `is looked at without ending anything`() async throws {
    let phone = try await shop.visitor()
    _ = try await owner.get("/account/stranger")
    #expect(try await phone.get("/account").status == 200)
  }

  @Test func `has a sentence for every action of accounts, in both languages`() {
    for action in AuditedAction.ofAccounts {
      let story = AuditStory(actor: "You", subject: "You")
      for message in [action.title, action.sentence(story)] + action.fields.map(\.title) {
        let bengali = UserLocale.plain.speaking(.bengali).text(message)
        #expect(
          !bengali.contains { $0.isASCII && $0.isLetter }, "\(action.name): \(bengali)")
      }
    }
  }
}
