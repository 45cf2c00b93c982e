import Basics
import Database
import Identity
import Localization
import Tenancy
import Web

/// A business of a test's own, with its owner: no other test sees its rows.
package struct Shop: Sendable {
  package let site: TestSite
  package let tenant: Tenant
  /// Signs in with `Shop.password`.
  package let owner: TestAccount
  package let db: TenantDatabase

  package init(
    name: String = "Tantkotha", language: Language = .english, currency: Currency = .bdt,
    zone: String = "Asia/Dhaka",
    site: TestSite? = nil
  ) async throws {
    self.site = if let site { site } else { try await TestSite.shared() }
    guard let slug = Slug("shop-\(Shop.mark())"), let zone = TimeZoneRules(zone) else {
      throw TestKitError(zone)
    }
    tenant = Tenant(slug: slug, name: name, language: language, currency: currency, zone: zone)
    try await Tenancy.create(tenant, in: self.site.databases.global)
    db = self.site.databases.tenant(tenant.id)
    owner = try await TestAccount(at: self.site)
    try await Identity.addMember(owner.id, as: .owner, to: tenant.id, in: self.site.databases.global)
  }

  /// Somebody who has signed in here.
  package func visitor(as role: Role = .owner, language: String = "en") async throws -> Visitor {
    let visitor = try await Visitor(to: site, language: language)
    try await visitor.signIn(role == .owner ? owner : member(as: role))
    return visitor
  }

  /// Another person who belongs here.
  package func member(as role: Role) async throws -> TestAccount {
    let account = try await TestAccount(at: site)
    try await Identity.addMember(account.id, as: role, to: tenant.id, in: site.databases.global)
    return account
  }

  /// A role that the business has made for itself.
  package func role(_ name: String, _ permissions: [String]) async throws -> Role {
    let role = CustomRole(id: RecordID(), name: name, permissions: Set(permissions))
    try await role.insert(at: .now, in: db)
    return .custom(role)
  }

  package func path(_ rest: String) -> String { "/t/\(tenant.slug)\(rest)" }

  /// A word that no other test has.
  package static func mark() -> String { String(UInt64.random(in: 1 << 40 ... .max), radix: 36) }
}

/// Somebody who can sign in.
package struct TestAccount: Sendable {
  package let id: PersonID
  package let email: String
  package static let password = "a boat of paper and ink"

  package init(at site: TestSite? = nil, email: String? = nil) async throws {
    self.email = email ?? "person-\(Shop.mark())@example.com"
    guard let address = EmailAddress(self.email) else { throw TestKitError(self.email) }
    let site = if let site { site } else { try await TestSite.shared() }
    id = try await Identity.createAccount(
      email: address, password: TestAccount.password, in: site.databases.global)
  }
}

extension Visitor {
  /// Through the form, as anybody does.
  package func signIn(_ account: TestAccount) async throws {
    let page = try await get("/sign-in")
    let answer = try await submit(
      page.form("/sign-in"), ["email": account.email, "password": TestAccount.password])
    guard answer.status == 303 else { throw TestKitError("could not sign in: \(answer.notices)") }
  }

  /// Begins a business through the form and the code of its mail, as anybody does.
  package func signUp(_ fields: [String: String]) async throws -> FetchedPage {
    let answer = try await submit(get("/sign-up").form("/sign-up"), fields)
    guard answer.location == "/sign-up/confirm" else { return answer }
    return try await confirmSignUp(fields["email"] ?? "")
  }

  /// Types the code in that was sent to an address.
  package func confirmSignUp(_ email: String) async throws -> FetchedPage {
    guard let code = try await Outbox.awaited(to: email, at: site).code else {
      throw TestKitError("no code for \(email)")
    }
    return try await submit(get("/sign-up/confirm").form("/sign-up/confirm"), ["code": code])
  }
}
