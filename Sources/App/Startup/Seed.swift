import Basics
import Database
import Identity
import Jobs
import Localization
import Samples
import Tenancy
import Web

/// Two sample businesses with people who can sign in: what a new installation shows first.
package struct Seed: Sendable {
  private let databases: Databases

  package init(_ databases: Databases) { self.databases = databases }

  /// Of everybody here. It is in the sources for all to read, so it belongs on nobody's server.
  package static let password = "the ferry leaves at dawn"

  package struct Account: Sendable {
    package let email: String
    package let name: String
    package let places: [(business: String, role: Role)]
    /// Without one pages are in that of the browser.
    var language: Language?
  }

  package static let accounts = [
    Account(
      email: "nasima@example.com", name: "Nasima Rahman",
      places: [("nityodin", .owner), ("fernhollow", .owner)]),
    Account(
      email: "tanvir@example.com", name: "Tanvir Ahmed", places: [("nityodin", .agent)], language: .bengali),
    Account(email: "imogen@example.com", name: "Imogen Yarrow", places: [("fernhollow", .agent)]),
  ]

  private struct Business: Sendable {
    let slug, name: String
    let language: Language
    let currency, zone: String
    let kind: SampleKind
  }

  private static let businesses = [
    Business(
      slug: "nityodin", name: "নিত্যদিন বাজার", language: .bengali, currency: "BDT", zone: "Asia/Dhaka",
      kind: .grocery),
    Business(
      slug: "fernhollow", name: "Fernhollow", language: .english, currency: "USD", zone: "America/New_York",
      kind: .fashion),
  ]

  /// Makes what is missing, and has the shops filled by jobs. Costs one statement where nothing is missing.
  package func plant() async throws {
    let wanted = Seed.businesses.map(\.slug)
    let present = try await Tenancy.present(among: wanted, in: databases.global)
    for business in Seed.businesses where !present.contains(business.slug) { try await found(business) }
  }

  /// Waits until the shops are filled, for a command that has no worker beside it.
  package func fill() async throws {
    for business in Seed.businesses {
      guard let slug = Slug(business.slug) else { continue }
      let db = databases.tenant(try await Tenant.find(slug, in: databases.global).id)
      try await SampleShop.fill(until: .now, in: db)
    }
  }

  /// Everything of a business comes with its row: who finds that finds the rest.
  private func found(_ business: Business) async throws {
    guard let slug = Slug(business.slug), let currency = Currency(business.currency),
      let zone = TimeZoneRules(business.zone)
    else { return }
    var members: [(id: PersonID, role: Role)] = []
    for account in Seed.accounts {
      for place in account.places where place.business == business.slug {
        members.append((try await person(account), place.role))
      }
    }
    let tenant = Tenant(
      slug: slug, name: business.name, language: business.language, currency: currency, zone: zone)
    let belonging = members
    try await databases.global.transaction { db in
      try await Tenancy.create(tenant, in: db)
      for member in belonging {
        try await Identity.addMember(member.id, as: member.role, to: tenant.id, in: db)
      }
    }
    let db = databases.tenant(tenant.id)
    try await SampleShop.open(business.kind, at: .now, in: db)
    try await db.enqueue(FillSample())
  }

  private func person(_ account: Account) async throws -> PersonID {
    guard let email = EmailAddress(account.email) else { throw Failure.notFound }
    if let known = try await Identity.person(with: email, in: databases.global) { return known }
    return try await Identity.createAccount(
      email: email, password: Seed.password, name: account.name, language: account.language,
      in: databases.global)
  }

  /// For the terminal: who can sign in, and where.
  package static func signIns(at application: Origin) -> String {
    let rows = accounts.map { account in
      let places = account.places.map { "\($0.role.key) of /t/\($0.business)" }.joined(separator: ", ")
      return "  \(account.email)\(String(repeating: " ", count: max(1, 20 - account.email.count)))\(places)"
    }
    return """
      Sign in at \(application)/sign-in, everybody with the password “\(password)”:
      \(rows.joined(separator: "\n"))
      """
  }
}
