import Basics
import Localization
import Looks

/// Chooses the days: those before and behind, a preset, or any two dates.
struct PeriodPicker: Sendable {
  let title: Message
  let presets: [View]
  let previousPath: String
  let nextPath: String?
  let from: LocalDate
  let to: LocalDate
  /// Takes the two dates.
  let path: String

  init(_ period: Period, today: LocalDate, path: String, _ locale: UserLocale) {
    title = period.preset.map(\.title) ?? Message(verbatim: locale.dates(period.days))
    presets = Period.Preset.allCases.map { preset in
      View(
        locale.text(preset.title), path: "\(path)?period=\(preset.rawValue)", current: period.preset == preset
      )
    }
    previousPath = path + period.previous.query
    nextPath = period.next(today: today).map { path + $0.query }
    from = period.first
    to = period.last
    self.path = path
  }
}

extension Period.Preset {
  var title: Message {
    switch self {
    case .today: "Today"
    case .yesterday: "Yesterday"
    case .week, .month, .quarter, .year: "Last \(count ?? 0) days"
    case .thisMonth: "This month"
    case .lastMonth: "Last month"
    case .thisYear: "This year"
    }
  }
}
