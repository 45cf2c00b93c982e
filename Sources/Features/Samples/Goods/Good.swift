import Basics
import Catalog

/// A product of a sample shop, and how much of it is bought.
struct Good: Sendable {
  let key: String
  let name: String
  let category: String
  let vendor: String
  /// Compared with the others.
  let popularity: Double
  /// What seasons it is bought in; see `Season.boosts`.
  let marks: [String]
  /// The names of what its variants differ in.
  let options: [String]
  let variants: [GoodVariant]
  /// Changes of its prices in percent, by the day since opening from which they hold.
  var priceSteps: [(day: Int, percent: Int)] = []

  /// Of the price in the table, on a day.
  func factor(on day: Int) -> Double {
    priceSteps.filter { $0.day <= day }.reduce(1) { $0 * (1 + Double($1.percent) / 100) }
  }
}

struct GoodVariant: Sendable {
  let sku: String
  let options: [String]
  /// In the sample's own currency.
  let price: Double
  let compareAt: Double?
  let cost: Double
  let weightGrams: Int?
  /// Compared with the product's other variants.
  let share: Double
}

/// What prices of a table become in the currency of a business.
struct PriceScale: Sendable {
  /// Units of the business's currency for one of the table's.
  let rate: Double
  /// Prices are multiples of this many units.
  let step: Double

  /// - Parameter home: the currency of the table.
  init(from home: Currency, to currency: Currency) {
    rate = currency == home ? 1 : PriceScale.rate(of: currency) / PriceScale.rate(of: home)
    let coarse = PriceScale.rate(of: currency)
    step =
      currency.exponent == 0 || coarse >= 500 ? 10 : coarse >= 20 ? 1 : currency.exponent == 3 ? 0.01 : 0.05
  }

  func price(_ units: Double) -> UnitPrice {
    let steps = max(1, (units * rate / step).rounded())
    return UnitPrice(millionths: Int64((steps * step * 1_000_000).rounded()))
  }

  /// Roughly how much one US dollar is, so that made-up prices look like prices; fit for nothing else.
  private static func rate(of currency: Currency) -> Double { rates[currency.code] ?? 1 }

  private static let rates = [
    "BDT": 120, "INR": 85, "GBP": 0.8, "EUR": 0.9, "SAR": 3.75, "AED": 3.67, "QAR": 3.64, "KWD": 0.31,
    "OMR": 0.385, "MYR": 4.4, "SGD": 1.3, "NPR": 136, "PKR": 280, "LKR": 300, "JPY": 150, "AUD": 1.5,
    "CAD": 1.4, "CNY": 7.2, "THB": 34, "IDR": 16000, "PHP": 57, "KRW": 1400, "VND": 25000, "TRY": 40,
    "ZAR": 18, "BRL": 5.5, "MXN": 18, "SEK": 10, "NOK": 10.5, "DKK": 6.7, "CHF": 0.85, "PLN": 3.8,
  ]
}
