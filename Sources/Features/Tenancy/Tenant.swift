import Basics
import Database
import Localization
import Web

/// A business: what it is called, where it is found, and how it writes, counts and dates.
package struct Tenant: Sendable {
  package let id: TenantID
  /// Its place in addresses, for good: links to it are printed and shared.
  package let slug: Slug
  package let name: String
  package let language: Language
  package let digits: Digits
  package let currency: Currency
  package let zone: TimeZoneRules
  package let weekStart: Weekday
  /// Until when it holds made-up rows; nil when it holds none.
  package let sampleUntil: Instant?

  /// A new business; digits and week follow language and currency unless they are given.
  package init(
    slug: Slug, name: String, language: Language, currency: Currency, zone: TimeZoneRules,
    digits: Digits? = nil,
    weekStart: Weekday? = nil
  ) {
    id = TenantID()
    self.slug = slug
    self.name = name
    self.language = language
    self.currency = currency
    self.zone = zone
    self.digits = digits ?? language.digits
    self.weekStart = weekStart ?? Region.weekStart(with: currency)
    sampleUntil = nil
  }

  /// As a row has it.
  init(
    _ id: TenantID, _ slug: Slug, _ name: String, _ language: Language, _ digits: Digits,
    _ currency: Currency,
    _ zone: TimeZoneRules, _ weekStart: Weekday, sampleUntil: Instant?
  ) {
    self.id = id
    self.slug = slug
    self.name = name
    self.language = language
    self.digits = digits
    self.currency = currency
    self.zone = zone
    self.weekStart = weekStart
    self.sampleUntil = sampleUntil
  }

  package var locale: UserLocale {
    UserLocale(language: language, digits: digits, zone: zone, currency: currency, firstWeekday: weekStart)
  }

  package var profile: TenantProfile {
    TenantProfile(id: id, slug: slug.text, name: name, locale: locale, sampleUntil: sampleUntil)
  }

  /// The most letters that a name may have, as a person counts them.
  package static let longestName = 120
}
