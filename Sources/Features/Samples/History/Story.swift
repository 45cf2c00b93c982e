/// What happens to every sample shop, counted in days since it opened, so that a shop filled today has something to
/// say about its last weeks.
package enum Story {
  /// The days of history that a new sample has behind it.
  package static let span = 450
  /// From here on fewer and fewer customers come back, for so many days until it gets no worse.
  static let leak = 330
  static let leakLength = 120
  /// The best seller cannot be had.
  static let stockOut = 424...431
  /// An advertisement that went well.
  static let campaign = 438...440
  /// One much-bought product becomes dearer, another one cheaper.
  static let priceRise = 300
  static let priceCut = 385

  /// How much larger the shop is than on its first day.
  static func growth(_ day: Int) -> Double { 1 + 0.5 * Double(min(day, 600)) / Double(span) }

  /// The part of orders by people who have bought before: none in the beginning, and the leak at the end.
  static func returningShare(_ day: Int) -> Double {
    let ramp = min(1, Double(day) / 70)
    return 0.56 * ramp * (1 - 0.55 * leaked(day))
  }

  static func leaked(_ day: Int) -> Double {
    min(1, max(0, Double(day - leak) / Double(leakLength)))
  }

  /// Orders at the counter or by phone, of which nobody wrote down whose they are.
  static let anonymousShare = 0.06
}
