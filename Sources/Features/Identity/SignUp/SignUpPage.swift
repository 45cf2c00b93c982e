import Basics
import HTTP
import Localization
import Looks
import Tenancy
import Web

/// Where a business begins: what it is called, where it is found, and who its owner is.
struct SignUpPage: Sendable {
  let form: FormState
  /// Somebody who has signed in adds a business to their account, and gives no e-mail and password.
  let isSignedIn: Bool
  /// What stands behind the shop's name in its address.
  let shopsHost: String
  let likelyCurrencies = SignUpPage.regionCurrencies
  let otherCurrencies = SignUpPage.furtherCurrencies
  let likelyZones = SignUpPage.regionZones
  let otherZones = SignUpPage.furtherZones
  let languages: [LanguageChoice]

  init(_ form: FormState, _ request: OpenRequest) {
    self.form = form.without("password")
    isSignedIn = request.session != nil
    shopsHost = request.site.origins.shops.authority
    languages = request.languageChoices
  }

  private static let regionCurrencies = unique(Region.all.map(\.currency))
  private static let furtherCurrencies = Currency.all.filter { !regionCurrencies.contains($0) }
  private static let regionZones = unique(Region.all.map(\.zone))
  private static let furtherZones = TimeZoneRules.identifiers.filter { !regionZones.contains($0) }

  private static func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}

extension FormState {
  /// What is likely, by what the browser says of its reader.
  static func proposal(for request: OpenRequest) -> FormState {
    let region = Region.likely(for: request.http.head["accept-language"])
    return FormState([
      "language": request.locale.language.rawValue, "currency": region.currency.code, "zone": region.zone,
    ])
  }
}

extension Currency {
  /// What stands before an amount, unless it is the code.
  var sign: String { symbol == code ? "" : symbol }
}
