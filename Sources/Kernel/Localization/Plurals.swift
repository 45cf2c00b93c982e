/// Which form of a message a count takes (CLDR's cardinal categories; ours need two of them).
package enum PluralCategory: String, Sendable, CaseIterable, Codable {
  case one
  case other
}

extension Language {
  /// The form for a whole number. Source: CLDR 44, plurals.xml: en `i = 1 and v = 0`, bn `i = 0 or n = 1`.
  package func pluralCategory(_ count: Int) -> PluralCategory {
    switch self {
    case .english: count == 1 ? .one : .other
    case .bengali: count == 0 || count == 1 ? .one : .other
    }
  }
}
