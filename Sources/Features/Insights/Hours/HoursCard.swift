import Basics
import HTML
import Localization
import Tenancy

/// When people order: hours and weekdays.
struct HoursCard: Sendable {
  let map: HeatMap?
  let weekdays: [WeekdayRow]
  /// The hours of the map with their orders, each leading to them.
  let hours: [HourLink]
  let busiest: Message?
  let downloadPath: String

  struct WeekdayRow: Sendable {
    let name: String
    let isWeekend: Bool
    let orders: Int
    let net: String
    let path: String
  }

  struct HourLink: Sendable {
    let name: String
    let orders: Int
    let path: String
  }

  init(_ week: WeekSales, _ days: ClosedRange<LocalDate>, _ words: SalesWords, downloadPath: String) {
    self.downloadPath = downloadPath
    let (locale, address) = (words.locale, SalesAddress(path: words.path, days: days))
    let weekend = Region.weekend(with: locale.currency)
    weekdays = locale.weekdays.map { weekday in
      WeekdayRow(
        name: locale.weekday(weekday), isWeekend: weekend.contains(weekday), orders: week.orders(weekday),
        net: words.money(week.net(weekday)), path: address.weekday(weekday))
    }
    let open = week.openHours.map(Array.init) ?? []
    hours = open.map { hour in
      HourLink(
        name: HoursCard.name(hour, locale), orders: Weekday.allCases.reduce(0) { $0 + week.orders($1, hour) },
        path: address.hour(hour))
    }
    map =
      open.isEmpty
      ? nil
      : HeatMap(
        title: words.t("Orders by weekday and hour"), cornerTitle: words.t("Hour"),
        rows: locale.weekdays.map { ChartLabel(locale.weekday($0, short: true)) },
        columns: open.map { ChartLabel(HoursCard.name($0, locale), short: locale.number($0)) },
        values: locale.weekdays.map { weekday in open.map { words.value(week.orders(weekday, $0)) } })
    busiest = week.busiest.map { most in
      "Most orders come on \(locale.weekday(most.weekday)) from \(HoursCard.name(most.hour, locale)) on: \(most.orders)."
    }
  }

  /// 14:00, as the reader tells the time.
  private static func name(_ hour: Int, _ locale: UserLocale) -> String {
    var clock = locale
    clock.zone = .utc
    return clock.time(Instant(seconds: Int64(hour) * 3600))
  }
}
