import Basics
import Database
import Localization
import TestKit
import Testing
import Web

@testable import Tenancy

@Suite struct `A business` {
  private func db() async throws -> PlatformDatabase { try await TestSite.shared().databases.global }

  @Test func `is found by its address as it was founded`() async throws {
    let slug = try #require(Slug("dokan-\(Shop.mark())")), zone = try #require(TimeZoneRules("Asia/Kolkata"))
    let tenant = Tenant(
      slug: slug, name: "দোকান", language: .bengali, currency: .inr, zone: zone, digits: .latin,
      weekStart: .monday)
    try await Tenancy.create(tenant, in: db())
    let found = try await Tenant.find(slug, in: db())
    #expect(found.id == tenant.id)
    #expect(found.name == "দোকান")
    #expect(found.language == .bengali)
    #expect(found.digits == .latin)
    #expect(found.currency == .inr)
    #expect(found.zone == zone)
    #expect(found.weekStart == .monday)
    #expect(found.locale.firstWeekday == .monday)
    #expect(found.profile.slug == slug.text)
  }

  @Test func `has an address that nobody else has`() async throws {
    let shop = try await Shop()
    let again = Tenant(slug: shop.tenant.slug, name: "x", language: .english, currency: .bdt, zone: .utc)
    await #expect(throws: SlugTaken.self) { try await Tenancy.create(again, in: db()) }
    #expect(try await Tenancy.isTaken(shop.tenant.slug, in: db()))
    #expect(try await Tenant.find(shop.tenant.slug, in: db()).id == shop.tenant.id)
  }

  @Test func `that is not there is not found`() async throws {
    let slug = try #require(Slug("nobody-\(Shop.mark())"))
    await #expect(throws: Failure.notFound) { try await Tenant.find(slug, in: db()) }
    #expect(try await !Tenancy.isTaken(slug, in: db()))
  }

  @Test(arguments: [
    ("BDT", Weekday.sunday), ("INR", .sunday), ("USD", .sunday), ("EUR", .monday), ("GBP", .monday),
    ("CHF", .monday),
  ])
  func `begins its week where its currency does`(code: String, weekStart: Weekday) throws {
    let slug = try #require(Slug("abc")), currency = try #require(Currency(code))
    #expect(
      Tenant(slug: slug, name: "x", language: .english, currency: currency, zone: .utc).weekStart == weekStart
    )
  }

  @Test func `writes the digits of its language unless it says otherwise`() throws {
    let slug = try #require(Slug("abc"))
    #expect(Tenant(slug: slug, name: "x", language: .bengali, currency: .bdt, zone: .utc).digits == .bengali)
    #expect(Tenant(slug: slug, name: "x", language: .english, currency: .bdt, zone: .utc).digits == .latin)
  }
}

@Suite struct `A region` {
  @Test(arguments: [
    ("bn-BD,bn;q=0.9,en-US;q=0.8", "BD"), ("bn", "BD"), ("en-US,en;q=0.9", "BD"), ("en-IN", "IN"),
    ("en-GB, en;q=0.5", "GB"),
    ("hi", "IN"), ("fr-FR", "FR"), ("xx-ZZ", "BD"), ("", "BD"), (";;,,--", "BD"), ("zh-Hant-TW, en-SG", "SG"),
    (String(repeating: "a,", count: 100) + "en-GB", "BD"),
  ])
  func `is guessed from what a browser reads`(header: String, code: String) {
    #expect(Region.likely(for: header).code == code)
  }

  @Test func `has a zone that exists, listed for the form`() {
    for region in Region.all {
      #expect(TimeZoneRules(region.zone) != nil, "\(region.zone)")
      #expect(TimeZoneRules.identifiers.contains(region.zone), "\(region.zone)")
    }
    #expect(Set(Region.all.map(\.code)).count == Region.all.count)
  }
}

@Suite struct `Addresses like a taken one` {
  @Test func `name its city first, and stay addresses`() throws {
    let slug = try #require(Slug("tantkotha")), zone = try #require(TimeZoneRules("America/New_York"))
    let like = Tenancy.alternatives(to: slug, in: zone).map(\.text)
    #expect(like.prefix(3) == ["tantkotha-new-york", "tantkotha-online", "tantkotha-shop"])
    #expect(Tenancy.alternatives(to: slug, in: nil).first?.text == "tantkotha-online")
  }

  @Test func `of a long one are cut to fit`() throws {
    let slug = try #require(Slug(String(repeating: "a", count: 40)))
    for other in Tenancy.alternatives(to: slug, in: nil) {
      #expect(other.text.count <= 40)
      #expect(other != slug)
    }
  }

  @Test func `of one that is cut at a hyphen have no two in a row`() throws {
    let slug = try #require(Slug(String(repeating: "a", count: 32) + "-bcdefg"))
    #expect(Tenancy.alternatives(to: slug, in: nil).allSatisfy { !$0.text.contains("--") })
  }
}
