import Basics
import Database
import Localization

/// The two sample shops.
package enum SampleKind: String, Sendable, CaseIterable, Codable, ColumnValue {
  /// Groceries and medicine in Dhaka, in Bengali and English.
  case grocery
  /// Fashion and things for the home, in English.
  case fashion

  /// The one that looks most like the business it is to stand in for.
  package static func fitting(_ language: Language, _ currency: Currency) -> SampleKind {
    language == .bengali || currency == .bdt ? .grocery : .fashion
  }

  /// In which its prices are written down.
  var home: Currency { self == .grocery ? .bdt : .usd }
}
