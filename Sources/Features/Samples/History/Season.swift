import Basics

/// Some days on which more or less is bought than usual, and which goods.
struct Season: Sendable {
  let days: ClosedRange<LocalDate>
  let traffic: Double
  /// Of goods that bear one of these marks, so many times as much is bought.
  var boosts: [String: Double] = [:]
  /// In percent, for orders that use the coupon.
  var discount = 0
  var coupon = ""
  var hours: [Double]?
}

/// What a day is like: all its seasons together.
struct Mood: Sendable {
  var traffic = 1.0
  var boosts: [String: Double] = [:]
  var discount = 0
  var coupon = ""
  var hours: [Double]?

  init(_ date: LocalDate, of seasons: [Season]) {
    for season in seasons where season.days.contains(date) {
      traffic *= season.traffic
      boosts.merge(season.boosts) { $0 * $1 }
      hours = season.hours ?? hours
      if season.discount > discount { (discount, coupon) = (season.discount, season.coupon) }
    }
  }

  func boost(of marks: [String]) -> Double { marks.reduce(1) { $0 * (boosts[$1] ?? 1) } }
}

extension LocalDate {
  /// A day that there is, as the tables of this target give it.
  static func known(_ year: Int, _ month: Int, _ day: Int) -> LocalDate {
    guard let date = LocalDate(year: year, month: month, day: day) else {
      preconditionFailure("\(year)-\(month)-\(day) is no day")
    }
    return date
  }
}
