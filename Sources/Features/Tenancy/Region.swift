import Basics
import Localization

/// What is usual where a business may be: a proposal for the sign-up form.
package struct Region: Sendable {
  /// ISO 3166: `BD`.
  package let code: String
  package let currency: Currency
  package let zone: String

  /// The region that a browser's languages speak of (`en-GB`, or `bn` alone); Bangladesh, our home, when they name
  /// none we know.
  package static func likely(for acceptLanguage: String?) -> Region {
    for tag in (acceptLanguage ?? "").split(separator: ",").prefix(10) {
      let parts = tag.prefix { $0 != ";" }.split { $0 == "-" || $0 == " " }
      // What browsers are delivered with all over the world says nothing.
      if parts == ["en", "US"] { continue }
      let place = parts.last(where: { $0.utf8.count == 2 && $0.allSatisfy(\.isUppercase) })
      if let place, let region = all.first(where: { $0.code == place }) { return region }
      if let code = homes[String(parts.first ?? "")], let region = all.first(where: { $0.code == code }) {
        return region
      }
    }
    return bangladesh
  }

  package static let bangladesh = Region("BD", "BDT", "Asia/Dhaka")

  /// In the order in which a form offers them.
  package static let all: [Region] = [
    bangladesh, Region("IN", "INR", "Asia/Kolkata"), Region("US", "USD", "America/New_York"),
    Region("GB", "GBP", "Europe/London"), Region("DE", "EUR", "Europe/Berlin"),
    Region("FR", "EUR", "Europe/Paris"),
    Region("IT", "EUR", "Europe/Rome"), Region("ES", "EUR", "Europe/Madrid"),
    Region("SA", "SAR", "Asia/Riyadh"),
    Region("AE", "AED", "Asia/Dubai"), Region("QA", "QAR", "Asia/Qatar"), Region("KW", "KWD", "Asia/Kuwait"),
    Region("OM", "OMR", "Asia/Muscat"), Region("MY", "MYR", "Asia/Kuala_Lumpur"),
    Region("SG", "SGD", "Asia/Singapore"), Region("NP", "NPR", "Asia/Kathmandu"),
    Region("PK", "PKR", "Asia/Karachi"), Region("LK", "LKR", "Asia/Colombo"),
    Region("JP", "JPY", "Asia/Tokyo"),
    Region("AU", "AUD", "Australia/Sydney"), Region("CA", "CAD", "America/Toronto"),
  ]

  /// Languages that are mostly spoken in one of the regions. English is not.
  private static let homes = [
    "bn": "BD", "hi": "IN", "ta": "IN", "ne": "NP", "ur": "PK", "ms": "MY", "ja": "JP",
  ]

  /// The first day of the week where a currency is at home (CLDR, week data): Sunday here, Monday elsewhere.
  package static func weekStart(with currency: Currency) -> Weekday {
    sundayFirst.contains(currency.code) ? .sunday : .monday
  }

  private static let sundayFirst: Set<String> = [
    "BDT", "INR", "PKR", "NPR", "BTN", "USD", "CAD", "MXN", "BRL", "COP", "PEN", "JPY", "KRW", "TWD", "HKD",
    "SGD",
    "THB", "IDR", "PHP", "KHR", "LAK", "SAR", "YER", "ILS", "ZAR", "KES", "ETB",
  ]

  /// The days on which offices are closed where a currency is at home (CLDR, week data; Friday and Saturday in
  /// Bangladesh).
  package static func weekend(with currency: Currency) -> Set<Weekday> {
    fridaySaturday.contains(currency.code) ? [.friday, .saturday] : [.saturday, .sunday]
  }

  private static let fridaySaturday: Set<String> = [
    "BDT", "SAR", "QAR", "KWD", "OMR", "BHD", "YER", "EGP", "JOD", "IQD", "DZD", "LYD", "SDG", "SYP", "MVR",
  ]

  private init(_ code: String, _ currency: String, _ zone: String) {
    guard let known = Currency(currency) else {
      preconditionFailure("\(currency) is no currency of the table")
    }
    self.code = code
    self.currency = known
    self.zone = zone
  }
}
