import Basics
import Localization

/// A row of figures with its name.
package struct ChartSeries: Sendable {
  package let title: String
  package let values: [ChartValue]
  /// The same figure at another time: a line chart draws it dashed and without a colour of its own.
  package let isEarlier: Bool

  package init(_ title: String, _ values: [ChartValue], earlier: Bool = false) {
    self.title = title
    self.values = values
    isEarlier = earlier
  }
}

/// A figure to draw, and the same as people read it: `ChartValue(95_200, "৳95,200")`. nil is drawn as a gap.
package struct ChartValue: Sendable {
  package let number: Double?
  package let text: String

  package init(_ number: Double?, _ text: String) {
    self.number = number.flatMap { $0.isFinite ? $0 : nil }
    self.text = text
  }
}

/// What a figure belongs to: in full for titles and the table, short under the axis, with a word below.
package struct ChartLabel: Sendable {
  package let text: String
  package let short: String
  package let detail: String?
  /// Where the rows behind the figure are: the mark and the row of the table lead there.
  package let path: String?

  /// `ChartLabel("6 Nov", short: "6", detail: "Fri", path: "/t/dokan/orders?from=2026-11-06&to=2026-11-06")`
  package init(_ text: String, short: String? = nil, detail: String? = nil, path: String? = nil) {
    self.text = text
    self.short = short ?? text
    self.detail = detail
    self.path = path
  }
}

/// What the figures count, for the words on the axis.
package enum ChartUnit: Sendable {
  case count
  /// In units of the currency, not in its minor ones.
  case money(Currency)
  /// Ratios: 0.02 is 2%.
  case percent

  /// Half an order cannot be sold, so its axis has no halves.
  var isWhole: Bool {
    if case .count = self { true } else { false }
  }

  func text(_ tick: Double, step: Double, in locale: UserLocale) -> String {
    switch self {
    case .count: return locale.compact(Int(tick))
    case .percent: return locale.percent(tick, places: step < 0.01 ? 1 : 0)
    case .money(let currency):
      let minorUnits = Int64((tick * Double(currency.minorUnitsPerUnit)).rounded())
      let money = Money(minorUnits: minorUnits, currency)
      return step < 1 ? locale.money(money) : locale.compact(money)
    }
  }
}
