import Basics
import Localization
import Looks
import Web

/// What the owner of a business may change of it, and what stays as it is.
struct SettingsPage: Sendable {
  let shell: Shell
  let path: String
  let form: FormState
  /// Where the shop is found, with its host.
  let address: String
  let currency: String
  let weekdays: [Option]
  let zones: [Option]

  let languages = Language.allCases.map { Option($0.rawValue, $0.name, language: $0.rawValue) }
  let digits = [
    Option(Digits.latin.rawValue, "1 2 3", language: "en"),
    Option(Digits.bengali.rawValue, "১ ২ ৩", language: "bn"),
  ]

  init(_ form: FormState, _ request: Request) {
    shell = request.shell(section: "/settings")
    path = request.path("/settings")
    self.form = form
    address = "\(request.tenant.slug).\(request.site.origins.shops.authority)"
    let business = request.tenant.locale
    currency = business.currency.code
    let own = business.zone.identifier
    // The name that a zone had before is not in the list; without it the form would move the business elsewhere.
    let names = TimeZoneRules.identifiers.contains(own) ? [] : [own]
    zones = (names + TimeZoneRules.identifiers).map { Option($0, $0.replacing("_", with: " ")) }
    let locale = request.locale
    weekdays = Weekday.allCases.map { Option("\($0.rawValue)", locale.weekday($0)) }
  }
}

extension FormState {
  init(_ tenant: TenantProfile) {
    self.init([
      "name": tenant.name, "language": tenant.locale.language.rawValue,
      "digits": tenant.locale.digits.rawValue,
      "week_start": "\(tenant.locale.firstWeekday.rawValue)", "zone": tenant.locale.zone.identifier,
    ])
  }
}
