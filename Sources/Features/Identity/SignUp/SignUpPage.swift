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
  let title: Message
  let way: Link
  /// What stands behind the shop's name in its address.
  let shopsHost: String
  let languages: [LanguageChoice]

  let languageOptions = Language.allCases.map { Option($0.rawValue, $0.name, language: $0.rawValue) }
  let starts: [Option]
  let currencies = Choices.currencies
  let zones = Choices.zones

  /// What a new business holds.
  enum Start: String, CaseIterable {
    case empty, sample

    var words: Message {
      switch self {
      case .empty: "Empty"
      case .sample: "With a sample"
      }
    }
  }

  init(_ form: FormState, _ request: OpenRequest) {
    self.form = form.without("password")
    isSignedIn = request.session != nil
    title = isSignedIn ? "Add a business" : "Start your shop"
    way =
      isSignedIn
      ? Link(request.locale.text("Your account"), "/account")
      : Link(request.locale.text("Sign in"), SignInPath.path)
    shopsHost = request.site.origins.shops.authority
    languages = request.languageChoices
    starts = Start.allCases.map { Option($0.rawValue, request.locale.text($0.words)) }
  }
}

/// A long list: first what is likely for the regions we know, then everything else.
struct Choices: Sendable {
  let likely: [Option]
  let further: [Option]

  static let currencies = Choices(Region.all.map(\.currency), Currency.all) {
    Option($0.code, $0.symbol == $0.code ? $0.code : "\($0.code) (\($0.symbol))")
  }
  static let zones = Choices(Region.all.map(\.zone), TimeZoneRules.identifiers) { zone in
    Option(zone, zone.replacing("_", with: " "))
  }

  private init<Value: Hashable>(_ likely: [Value], _ all: [Value], option: (Value) -> Option) {
    var seen: Set<Value> = []
    self.likely = likely.filter { seen.insert($0).inserted }.map(option)
    further = all.filter { !seen.contains($0) }.map(option)
  }
}

extension FormState {
  /// What is likely, by what the browser says of its reader.
  static func proposal(for request: OpenRequest) -> FormState {
    let region = Region.likely(for: request.http.head["accept-language"])
    return FormState([
      "language": request.locale.language.rawValue, "currency": region.currency.code, "zone": region.zone,
      "start": SignUpPage.Start.empty.rawValue,
    ])
  }
}
