import Basics
import HTML
import Localization
import Looks

/// How figures are written for one reader, and where the rows behind them are.
struct SalesWords: Sendable {
  let locale: UserLocale
  /// Where the pages of the business begin.
  let path: String

  func t(_ message: Message) -> String { locale.text(message) }

  func money(_ minorUnits: Int64) -> String {
    locale.money(Money(minorUnits: minorUnits, locale.currency))
  }

  /// An amount for comparison, without the minor units of large ones.
  func brief(_ minorUnits: Int64) -> String {
    let isLarge = minorUnits.magnitude >= 1000 * UInt64(locale.currency.minorUnitsPerUnit)
    return locale.money(Money(minorUnits: minorUnits, locale.currency), isLarge ? .whole : .usual)
  }

  func number(_ count: Int64) -> String { locale.number(Int(count)) }

  /// An amount in units of the currency, as charts want it.
  func value(_ minorUnits: Int64) -> ChartValue {
    ChartValue(Double(minorUnits) / Double(locale.currency.minorUnitsPerUnit), money(minorUnits))
  }

  func value(_ count: Int) -> ChartValue { ChartValue(Double(count), locale.number(count)) }

  func value(share: Double?) -> ChartValue {
    ChartValue(share, share.map { locale.percent($0) } ?? "–")
  }

  /// Some days, for readers of Bengali in both calendars.
  func dates(_ days: ClosedRange<LocalDate>) -> String {
    guard locale.language == .bengali else { return locale.dates(days) }
    return "\(locale.dates(days)) (\(locale.banglaDates(days)))"
  }

  /// The weekday with the date: Fri 20 Nov.
  func day(_ date: LocalDate) -> String {
    t("\(locale.weekday(date.weekday, short: true)) \(locale.date(date, .short))")
  }
}

extension SalesWords {
  /// How much more or less than before.
  enum Change: Equatable {
    /// In per cent of what was before.
    case share(Double)
    /// More than tenfold: so large a share says nothing.
    case manifold

    /// Nil where nothing was before, and where nothing has changed that one could see.
    init?(_ now: Int64, before: Int64) {
      guard before > 0, now != before else { return nil }
      let share = (Double(now) - Double(before)) / Double(before)
      if share > 10 {
        self = .manifold
      } else {
        guard abs(share) >= 0.005 else { return nil }
        self = .share(share)
      }
    }

    var isUp: Bool {
      switch self {
      case .share(let share): share > 0
      case .manifold: true
      }
    }
  }

  func text(_ change: Change) -> String {
    switch change {
    case .share(let share): locale.percent(abs(share))
    case .manifold: t("over \(10)×")
    }
  }

  /// For a table: with an arrow.
  func change(_ now: Int64, before: Int64, moreIsGood: Bool = true) -> RankedBars.Change? {
    Change(now, before: before).map {
      RankedBars.Change("\($0.isUp ? "↑" : "↓") \(text($0))", good: $0.isUp == moreIsGood)
    }
  }
}
