import Basics

/// The year in Dhaka, as a grocer feels it.
enum GroceryYear {
  /// Friday and Saturday are the weekend; people stock up for it on Thursday evening and on Friday.
  static let week: [Weekday: Double] = [
    .sunday: 0.92, .monday: 0.9, .tuesday: 0.92, .wednesday: 0.97, .thursday: 1.1, .friday: 1.22,
    .saturday: 1.08,
  ]

  static let seasons = years.flatMap(seasons(of:)) + festivals.flatMap { $0.seasons }
  private static let years = 2024...2031

  /// Before noon, and after the evening meal.
  static let hours: [Double] = [
    1, 0.3, 0.1, 0.1, 0.1, 0.3, 1, 2, 4, 6, 8, 8, 6, 4, 3, 3, 4, 5, 6, 7, 9, 9, 6, 3,
  ]
  /// Before the fast is broken, and between the night prayer and the meal before dawn.
  private static let fastingHours: [Double] = [
    4, 3, 2, 2, 0.5, 0.2, 0.3, 0.5, 1, 3, 5, 6, 6, 6, 8, 9, 6, 2, 0.5, 2, 6, 9, 8, 6,
  ]

  private static func seasons(of year: Int) -> [Season] {
    let newYear = LocalDate.known(year, 4, 14)
    return [
      Season(days: .known(year, 6, 10) ... .known(year, 9, 30), traffic: 1.06, boosts: ["rain": 1.5]),
      Season(days: .known(year, 8, 1) ... .known(year, 10, 31), traffic: 1.03, boosts: ["dengue": 2.6]),
      Season(
        days: .known(year, 12, 10) ... .known(year + 1, 2, 10), traffic: 1.05,
        boosts: ["cold": 3.2, "pitha": 3]),
      Season(days: .known(year, 11, 15) ... .known(year + 1, 3, 15), traffic: 1, boosts: ["dust": 1.8]),
      Season(days: .known(year, 4, 1) ... .known(year, 6, 9), traffic: 1, boosts: ["heat": 2]),
      Season(
        days: newYear - 4...newYear, traffic: 1.3, boosts: ["newyear": 3.5, "feast": 1.4], discount: 5,
        coupon: "BOISHAKH"),
    ]
      + (1...12).map { month in
        // The month's shopping is done when the wages have come.
        let first = LocalDate.known(year, month, 1)
        return Season(days: first...first + 6, traffic: 1.12, boosts: ["staple": 1.15])
      }
  }

  /// The feasts that follow the moon.
  private struct Festivals {
    let eid, sacrifice, puja: LocalDate

    var seasons: [Season] {
      let (ramadan, dashami) = (eid - 30, puja)
      return [
        Season(days: ramadan - 8...ramadan - 1, traffic: 1.5, boosts: ["iftar": 4, "staple": 1.2]),
        Season(days: ramadan...eid - 1, traffic: 1.1, boosts: ["iftar": 3], hours: fastingHours),
        Season(
          days: eid - 9...eid - 1, traffic: 1.35, boosts: ["eid": 12, "feast": 2.2], discount: 8,
          coupon: "EID"),
        Season(days: eid...eid + 2, traffic: 0.3),
        Season(days: sacrifice - 9...sacrifice - 1, traffic: 1.45, boosts: ["sacrifice": 3, "feast": 1.5]),
        Season(days: sacrifice...sacrifice + 2, traffic: 0.3),
        Season(days: dashami - 6...dashami, traffic: 1.25, boosts: ["puja": 3.5]),
      ]
    }
  }

  /// Eid al-Fitr, Eid al-Adha and Vijaya Dashami in Bangladesh: as they were until 2026, from then on as the
  /// calendars expect them.
  private static let festivals = [
    Festivals(eid: .known(2025, 3, 31), sacrifice: .known(2025, 6, 7), puja: .known(2025, 10, 2)),
    Festivals(eid: .known(2026, 3, 21), sacrifice: .known(2026, 5, 28), puja: .known(2026, 10, 21)),
    Festivals(eid: .known(2027, 3, 10), sacrifice: .known(2027, 5, 17), puja: .known(2027, 10, 9)),
    Festivals(eid: .known(2028, 2, 27), sacrifice: .known(2028, 5, 6), puja: .known(2028, 9, 27)),
    Festivals(eid: .known(2029, 2, 15), sacrifice: .known(2029, 4, 25), puja: .known(2029, 10, 16)),
    Festivals(eid: .known(2030, 2, 5), sacrifice: .known(2030, 4, 14), puja: .known(2030, 10, 6)),
  ]
}
