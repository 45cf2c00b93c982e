import Basics
import HTML
import Localization
import Looks

/// Every component of the design system on one page of the staff.
package struct Showcase: Sendable {
  let shell: Shell
  let problems: [Problem] = [
    Problem("address", "Taken. Free: tantkotha-dhaka."), Problem("zone", "Choose a time zone."),
  ]
  let languages = [Option("en", "English", language: "en"), Option("bn", "বাংলা", language: "bn")]
  let chart: BarChart
  let lines: LineChart
  let spark = Sparkline([3, 5, 2, 7, 6, 10, 12])
  let orders = (1...12).map {
    Row(number: 1080 - $0, total: Money(minorUnits: Int64(486_000 + $0 * 100), .bdt))
  }

  struct Row: Sendable {
    let number: Int
    let total: Money
  }

  package init(_ locale: UserLocale) {
    let days = (0..<15).map { LocalDate(days: 20_763 + $0) }
    let labels = days.map {
      ChartLabel(
        locale.date($0, .short), short: locale.number($0.day), detail: locale.weekday($0.weekday, short: true)
      )
    }
    func values(_ base: Double) -> [ChartValue] {
      days.indices.map { index in
        let number = base + Double(index * 7919 % 40_000)
        return ChartValue(number, locale.money(Money(minorUnits: Int64(number) * 100, .bdt)))
      }
    }
    chart = BarChart(
      title: locale.text("Revenue by day"), labelTitle: locale.text("Day"), labels: labels,
      series: ChartSeries(locale.text("Revenue"), values(60_000)),
      usual: ChartSeries(locale.text("Usual for the weekday"), values(55_000)), unit: .money(.bdt),
      lastIsOpen: true)
    lines = LineChart(
      title: locale.text("Revenue by day"), labelTitle: locale.text("Day"), labels: labels,
      series: (1...5).map { ChartSeries(locale.text("Revenue"), values(Double($0) * 20_000)) },
      unit: .money(.bdt))
    shell = Shell(
      tenantName: "Tantkotha", home: "/t/tantkotha",
      otherTenants: [Link("Matirhari Pottery", "/t/matirhari")],
      personName: "Farzana Kabir", accountPath: "/account", signOutPath: "/sign-out",
      navigation: [
        NavigationItem(title: "Home", path: "/t/tantkotha", icon: .home, isCurrent: true),
        NavigationItem(
          title: "Orders", path: "/t/tantkotha/orders", icon: .orders,
          badge: Badge(14, meaning: "to pack", isWaiting: true)),
        NavigationItem(title: "Customers", path: "/t/tantkotha/customers", icon: .people),
        NavigationItem(title: "Products", path: "/t/tantkotha/products", icon: .tag),
        NavigationItem(title: "Settings", path: "/t/tantkotha/settings", icon: .settings),
      ],
      languages: [LanguageChoice(locale.language == .english ? .bengali : .english, path: "/?language=bn")],
      searchPath: "/t/tantkotha/orders",
      flash: [Flash(locale.text("Saved."), undoPath: "/undo"), Flash(locale.text("Saved."))])
  }
}

/// A page with nothing around it.
package struct PlainShowcase: Sendable {
  package init() {}
}
