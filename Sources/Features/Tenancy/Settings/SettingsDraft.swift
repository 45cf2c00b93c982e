import Basics
import Database
import Localization
import Web

/// What the owner has changed of a business.
struct SettingsDraft: FormDraft {
  let name: String
  let language: Language
  let digits: Digits
  let weekStart: Weekday

  init(_ form: inout FormReader) {
    name = form.line("name", upTo: Tenant.longestName, missing: "Give the business a name.")
    language = form.choice("language") ?? .english
    digits = form.choice("digits") ?? .latin
    weekStart =
      form.value("week_start", or: "Choose one of these.") { Int($0).flatMap(Weekday.init) } ?? .sunday
  }

  func save(for tenant: TenantID, in db: PlatformDatabase) async throws {
    try await db.run(
      """
      update tenants set name = \(name), language = \(language), digits = \(digits), week_start = \(weekStart)
       where id = \(tenant)
      """
    )
  }
}
