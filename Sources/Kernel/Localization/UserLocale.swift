import Basics

/// How a page speaks to one reader: language, digits, grouping, zone.
///
/// A value of a few words, cheap to copy. What it writes does not depend on the machine's locale.
package struct UserLocale: Sendable {
  package var language: Language
  package var digits: Digits
  package var grouping: Grouping
  package var zone: TimeZoneRules
  /// The shop's; amounts carry their own.
  package var currency: Currency
  package var firstWeekday: Weekday
  package var hourCycle: HourCycle
  /// The shop's choice; nil where it has made none.
  private let chosenDigits: Digits?

  /// Without `digits`, those of the language. Numbers are grouped in lakh in Bengali and where the currency
  /// is.
  package init(
    language: Language, digits: Digits? = nil, zone: TimeZoneRules, currency: Currency,
    firstWeekday: Weekday = .sunday, hourCycle: HourCycle = .twentyFour
  ) {
    self.language = language
    chosenDigits = digits
    self.digits = digits ?? language.digits
    self.zone = zone
    self.currency = currency
    self.firstWeekday = firstWeekday
    self.hourCycle = hourCycle
    grouping = language == .bengali ? .lakh : currency.grouping
  }

  /// The same shop for a reader of another language. English is written with Latin digits whatever the shop
  /// chose; in Bengali the shop's choice holds.
  package func speaking(_ other: Language) -> UserLocale {
    guard other != language else { return self }
    var copy = self
    copy.language = other
    copy.digits = other == .bengali ? chosenDigits ?? .bengali : .latin
    copy.grouping = other == .bengali ? .lakh : currency.grouping
    return copy
  }

  /// For what belongs to no shop: English, taka, UTC.
  package static let plain = UserLocale(language: .english, zone: .utc, currency: .bdt)
}

/// A message in a reader's language.
package func t(_ message: Message, in locale: UserLocale) -> String { locale.text(message) }
