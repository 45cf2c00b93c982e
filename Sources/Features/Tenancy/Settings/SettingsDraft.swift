import Audit
import Basics
import Database
import Jobs
import Localization
import Web

/// What the owner has changed of a business.
struct SettingsDraft: FormDraft {
  let name: String
  let language: Language
  let digits: Digits
  let weekStart: Weekday
  let zone: TimeZoneRules

  init(_ form: inout FormReader) {
    name = form.line("name", upTo: Tenant.longestName, missing: "Give the business a name.")
    language = form.choice("language") ?? .english
    digits = form.choice("digits") ?? .latin
    weekStart =
      form.value("week_start", or: "Choose one of these.") { Int($0).flatMap(Weekday.init) } ?? .sunday
    zone = form.value("zone", or: "Choose a time zone from the list.") { TimeZoneRules(listed: $0) } ?? .utc
  }

  /// What is kept by days and hours follows the zone: those who keep it hear of a change.
  func save(by actor: Actor, at now: Instant, in db: TenantDatabase) async throws {
    try await db.transaction { db in
      let before = try await Tenant.own(in: db)
      try await db.run(
        """
        update tenants
           set name = \(name), language = \(language), digits = \(digits), week_start = \(weekStart), time_zone = \(zone)
         where id = \(db.tenant)
        """)
      if before.zone != zone { try await db.publish(ZoneChanged()) }
      if let entry = change(of: before) { try await db.record(entry, by: actor, at: now) }
    }
  }
}
