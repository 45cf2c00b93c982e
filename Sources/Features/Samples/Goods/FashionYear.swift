import Basics

/// The year of an English shop for clothes and the home.
enum FashionYear {
  /// People look around on Sunday evening and at the beginning of the week.
  static let week: [Weekday: Double] = [
    .sunday: 1.16, .monday: 1.1, .tuesday: 1, .wednesday: 0.97, .thursday: 0.97, .friday: 0.88,
    .saturday: 0.92,
  ]

  static let hours: [Double] = [
    1.2, 0.6, 0.3, 0.2, 0.2, 0.3, 0.8, 1.8, 3, 4, 4.6, 5, 5.8, 5.6, 4.8, 4.6, 4.6, 4.6, 4.8, 5.6, 6.8, 7, 5.4,
    2.8,
  ]

  static let seasons = (2024...2031).flatMap(seasons(of:))

  private static func seasons(of year: Int) -> [Season] {
    let blackFriday = self.blackFriday(of: year)
    let mothersDay = nth(2, .sunday, of: .known(year, 5, 1))
    return weather(of: year) + [
      Season(days: .known(year, 2, 4) ... .known(year, 2, 12), traffic: 1.15, boosts: ["valentine": 2.6]),
      Season(days: mothersDay - 9...mothersDay - 2, traffic: 1.18, boosts: ["mother": 2.8]),
      Season(
        days: .known(year, 6, 25) ... .known(year, 7, 12), traffic: 1.45,
        boosts: ["summer": 1.6, "beach": 1.8],
        discount: 20, coupon: "SUMMER"),
      Season(days: .known(year, 8, 16) ... .known(year, 9, 6), traffic: 1.08, boosts: ["school": 2.4]),
      Season(
        days: blackFriday - 4...blackFriday - 1, traffic: 1.35, boosts: ["gift": 1.4], discount: 10,
        coupon: "EARLY"),
      Season(
        days: blackFriday...blackFriday + 3, traffic: 2.7, boosts: ["gift": 1.6], discount: 25,
        coupon: "BLACK"),
      Season(
        days: blackFriday + 4 ... .known(year, 12, 17), traffic: 1.5,
        boosts: ["gift": 2.2, "christmas": 14, "feast": 1.8]),
      Season(days: .known(year, 12, 18) ... .known(year, 12, 23), traffic: 0.95, boosts: ["gift": 1.8]),
      Season(days: .known(year, 12, 24) ... .known(year, 12, 26), traffic: 0.45),
      Season(
        days: .known(year, 12, 27) ... .known(year + 1, 1, 6), traffic: 1.25,
        boosts: ["home": 1.6, "winter": 1.3],
        discount: 15, coupon: "NEWYEAR"),
    ]
  }

  private static func weather(of year: Int) -> [Season] {
    [
      Season(
        days: .known(year, 11, 1) ... .known(year + 1, 2, 20), traffic: 1,
        boosts: ["winter": 2.6, "beach": 0.1, "summer": 0.4]),
      Season(
        days: .known(year, 3, 1) ... .known(year, 5, 15), traffic: 1, boosts: ["spring": 2, "winter": 0.4]),
      Season(
        days: .known(year, 5, 16) ... .known(year, 8, 31), traffic: 0.96,
        boosts: ["summer": 2.2, "beach": 3, "winter": 0.15, "christmas": 0]),
      Season(
        days: .known(year, 9, 1) ... .known(year, 10, 31), traffic: 1, boosts: ["autumn": 2.2, "beach": 0.3]),
    ]
  }

  /// The day after the fourth Thursday of November.
  static func blackFriday(of year: Int) -> LocalDate { nth(4, .thursday, of: .known(year, 11, 1)) + 1 }

  /// The second Sunday of a month, for instance.
  private static func nth(_ count: Int, _ weekday: Weekday, of first: LocalDate) -> LocalDate {
    first + (weekday.rawValue - first.weekday.rawValue + 7) % 7 + 7 * (count - 1)
  }
}
