import Basics

/// The days that a report is about, both ends included, in the shop's own calendar.
struct Period: Equatable, Sendable {
  enum Preset: String, CaseIterable, Sendable {
    case week = "7", month = "30", quarter = "90", year = "365"

    var days: Int { Int(rawValue) ?? 0 }
  }

  let days: ClosedRange<LocalDate>
  /// Nil when the person has given the dates.
  let preset: Preset?

  /// No chart is of use with more days, and no address can ask for more work.
  static let longest = 1100

  init(_ preset: Preset, until last: LocalDate) {
    days = (last - (preset.days - 1))...last
    self.preset = preset
  }

  /// From the address of the page: `days=30`, or `from=2026-01-01&to=2026-01-31`. What cannot be read is as if it
  /// were not there; `last` is the last day of a preset.
  init(days: String?, from: String?, to: String?, until last: LocalDate) {
    if let from = from.flatMap({ LocalDate($0) }), let to = to.flatMap({ LocalDate($0) }), from <= to,
      to - from < Period.longest
    {
      self.init(days: from...to, preset: nil)
    } else {
      self.init(days.flatMap(Preset.init(rawValue:)) ?? .month, until: last)
    }
  }

  var count: Int { days.upperBound - days.lowerBound + 1 }

  /// As many days, right before.
  var before: Period { Period(days: (days.lowerBound - count)...(days.lowerBound - 1), preset: preset) }

  private init(days: ClosedRange<LocalDate>, preset: Preset?) {
    self.days = days
    self.preset = preset
  }
}
