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

  /// A new business; digits and week follow language and currency unless they are given.
  package init(
    slug: Slug, name: String, language: Language, currency: Currency, zone: TimeZoneRules, digits: Digits? = nil,
    weekStart: Weekday? = nil
  ) {
    id = TenantID()
    self.slug = slug
    self.name = name
    self.language = language
    self.currency = currency
    self.zone = zone
    self.digits = digits ?? (language == .bengali ? .bengali : .latin)
    self.weekStart = weekStart ?? Region.weekStart(with: currency)
  }

  package var locale: UserLocale {
    UserLocale(language: language, digits: digits, zone: zone, currency: currency, weekStart: weekStart)
  }

  package var profile: TenantProfile { TenantProfile(id: id, slug: slug.text, name: name, locale: locale) }

  /// The most letters that a name may have, as a person counts them.
  package static let longestName = 120
}
