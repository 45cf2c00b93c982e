import Basics

/// The days that a list is about, in the shop's calendar.
package struct ListPeriod: Equatable, Sendable {
  package enum Preset: String, CaseIterable, Sendable {
    case all, today, yesterday, week, month, thisMonth = "this-month", lastMonth = "last-month", thisYear =
      "this-year"
    /// Days that the person names.
    case custom
  }

  package let preset: Preset
  /// Where the preset is custom: either, both, or while the person is still choosing neither.
  package let first: LocalDate?
  package let last: LocalDate?

  package static let all = ListPeriod(preset: nil, from: nil, to: nil)

  /// From an address. Days count when no preset says otherwise.
  package init(preset: String?, from: String?, to: String?) {
    let (from, to) = (from.flatMap { LocalDate($0) }, to.flatMap { LocalDate($0) })
    let named = preset.flatMap(Preset.init) ?? (from ?? to == nil ? .all : .custom)
    self.preset = named
    first = named == .custom ? from : nil
    last = named == .custom ? to : nil
  }

  package var isAll: Bool { preset == .all }

  /// The first and the last day; nil where there is no bound.
  package func days(today: LocalDate) -> (first: LocalDate?, last: LocalDate?) {
    switch preset {
    case .all: (nil, nil)
    case .today: (today, today)
    case .yesterday: (today - 1, today - 1)
    case .week: (today - 6, today)
    case .month: (today - 29, today)
    case .thisMonth: (today.startOfMonth, today)
    case .lastMonth: (today.startOfMonth.adding(months: -1), today.startOfMonth - 1)
    case .thisYear: (today.startOfYear, today)
    case .custom: (first, last)
    }
  }

  /// The same as moments: from the first, up to and without the second.
  package func bounds(today: LocalDate, in zone: TimeZoneRules) -> (from: Instant?, until: Instant?) {
    let days = days(today: today)
    return (days.first.map(zone.startOfDay), days.last.map { zone.startOfDay($0 + 1) })
  }
}
