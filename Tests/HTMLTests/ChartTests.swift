import Basics
import Localization
import Testing

@testable import HTML

private let bengali = UserLocale(language: .bengali, zone: .utc, currency: .bdt)

private func values(_ numbers: [Double?]) -> [ChartValue] {
  numbers.map { ChartValue($0, $0.map { "৳\($0)" } ?? "–") }
}

private func labels(_ count: Int) -> [ChartLabel] {
  (0..<count).map { ChartLabel("Day \($0)", short: "\($0)", detail: "d\($0)") }
}

/// Every text that stands between two others.
private func all(_ before: String, _ after: String, in text: String) -> [String] {
  text.components(separatedBy: before).dropFirst().compactMap { $0.components(separatedBy: after).first }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}

@Suite struct `The axis of a chart` {
  @Test(
    arguments: [
      ([95_200, 31_800], 0, 100_000, 25_000), ([100_000], 0, 100_000, 25_000),
      ([100_001], 0, 150_000, 50_000),
      ([3], 0, 3, 1), ([1], 0, 1, 1), ([7], 0, 8, 2), ([0, 0], 0, 1, 1), ([], 0, 1, 1),
      ([-40, 90], -50, 100, 50),
      ([-95_200], -100_000, 0, 25_000), ([12], 0, 15, 5),
    ] as [([Double], Double, Double, Double)])
  func `ends on round numbers`(values: [Double], low: Double, high: Double, step: Double) {
    let scale = ChartScale(covering: values, whole: true)
    #expect((scale.low, scale.high, scale.step) == (low, high, step))
    #expect(scale.ticks.contains(0))
  }

  @Test func `has places where the values have`() {
    #expect(
      ChartScale(covering: [0.0186], whole: false).ticks.map { ($0 * 1000).rounded() } == [0, 5, 10, 15, 20])
    #expect(ChartScale(covering: [0.9], whole: false).step == 0.25)
  }

  @Test func `speaks of thousands and lakh in the reader's words`() {
    func words(_ locale: UserLocale) -> [String] {
      [25_000, 100_000].map { ChartUnit.money(.bdt).text($0, step: 25_000, in: locale) }
    }
    #expect(words(.plain) == ["৳25K", "৳1 lakh"])
    #expect(words(bengali) == ["৳২৫ হা.", "৳১ লাখ"])
    #expect(ChartUnit.count.text(12_000, step: 4000, in: .plain) == "12K")
    #expect(ChartUnit.percent.text(0.015, step: 0.005, in: .plain) == "1.5%")
    #expect(ChartUnit.money(.usd).text(0.5, step: 0.25, in: .plain) == "$0.50")
  }
}

@Suite struct `A bar chart` {
  private let chart = BarChart(
    title: "Revenue <by> day", labelTitle: "Day", labels: labels(3),
    series: ChartSeries("Revenue", values([50, nil, 100])),
    usual: ChartSeries("Usual", values([75, 80, nil])),
    unit: .count, lastIsOpen: true)

  @Test func `has a bar, a line for what is usual, and a name for each figure`() {
    let svg = chart.string()
    #expect(all("<rect class=\"f1\" x=\"", "\"", in: svg) == ["6.33%"])
    #expect(
      svg.contains(
        "y=\"102\" width=\"20.67%\" height=\"88\" rx=\"2\"><title>Day 0: ৳50.0, Usual: ৳75.0</title></rect>"))
    #expect(all("<rect class=\"f-past\" x=\"", "\"", in: svg) == ["73%"])
    #expect(svg.contains("<title>Day 2: ৳100.0, Usual: –</title>"))
    #expect(all("<line class=\"usual\" x1=\"", "\"", in: svg) == ["3.33%", "36.67%"])
    #expect(svg.contains("aria-label=\"Revenue &lt;by&gt; day\""))
    #expect(!svg.contains("style=") && !svg.contains("<script"))
  }

  @Test func `says the same in its table`() {
    let table = all("<table", "</table>", in: chart.string()).first ?? ""
    #expect(all("<th scope=\"row\">", "</th>", in: table) == ["Day 0", "Day 1", "Day 2"])
    #expect(all("<td class=\"num\">", "</td>", in: table) == ["৳50.0", "৳75.0", "–", "৳80.0", "৳100.0", "–"])
    #expect(all("class=\"num\">", "</th>", in: table).prefix(2) == ["Revenue", "Usual"])
  }

  @Test func `hangs negative figures below the zero line`() {
    let svg = BarChart(
      title: "Net", labelTitle: "Day", labels: labels(2), series: ChartSeries("Net", values([-50, 50])),
      unit: .count
    ).string()
    #expect(svg.contains("<line class=\"zero\" x1=\"0\" x2=\"100%\" y1=\"102\" y2=\"102\"/>"))
    #expect(svg.contains("y=\"102\" width=\"31%\" height=\"88\""))
    #expect(svg.contains("y=\"14\" width=\"31%\" height=\"88\""))
  }

  @Test(arguments: [0, 1, 7, 14, 30, 90, 365])
  func `names few enough days to read`(count: Int) {
    let svg = BarChart(
      title: "x", labelTitle: "Day", labels: (0..<count).map { ChartLabel("\($0)") },
      series: ChartSeries("x", values(Array(repeating: 1, count: count))), unit: .count
    ).string()
    let wide = all("text-anchor=\"middle\">", "</text>", in: svg)
    let phone = svg.components(separatedBy: "<text x=").filter { $0.contains("middle") }.count
    #expect(wide.count <= 16 && wide.last == (count > 0 ? "\(count - 1)" : nil))
    #expect(phone <= 7)
  }
}

@Suite struct `A bar chart with a band` {
  private let chart = BarChart(
    title: "Net sales", labelTitle: "Day",
    labels: (0..<4).map { ChartLabel("Day \($0)", path: "/orders?day=\($0)&x=<") },
    series: ChartSeries("Net", values([50, 90, 5, 20])),
    band: ChartBand(
      "Usual",
      [
        ChartBand.Range(low: 25, high: 75, text: "25–75"),
        ChartBand.Range(low: 25, high: 75, text: "25–75", deviation: .above), nil,
        ChartBand.Range(low: 50, high: 100, text: "50–100", deviation: .below),
      ]), unit: .count)

  @Test func `steps from label to label and leaves out those of which nothing is known`() {
    let svg = chart.string()
    // From 0 to 100: 176 pixels. Two labels, then a gap, then one.
    #expect(
      all("<path class=\"band\" d=\"", "\"", in: svg)
        == ["M0 58V58H25V58H50V146H25V146H0zM75 14V14H100V102H75z"])
  }

  @Test func `marks what lies outside with a shape, and says it in words`() {
    let svg = chart.string()
    #expect(svg.components(separatedBy: "<svg class=\"at\"").count == 3)
    #expect(all("<svg class=\"at\" x=\"", "\"", in: svg) == ["37.5%", "87.5%"])
    #expect(svg.contains("<title>Day 1: ৳90.0, above the usual range, usual 25–75</title>"))
    #expect(svg.contains("<title>Day 2: ৳5.0</title>"))
    let table = all("<table", "</table>", in: svg).first ?? ""
    #expect(
      all("<td class=\"num\">", "</td>", in: table) == [
        "৳50.0", "25–75", "", "৳90.0", "25–75", "above the usual range", "৳5.0", "–", "", "৳20.0", "50–100",
        "below the usual range",
      ])
    #expect(all("<span>", "</span>", in: svg).count == 4)
  }

  @Test func `leads from each bar and each row to what is behind it`() {
    let svg = chart.string()
    #expect(svg.contains("role=\"group\"") && !svg.contains("role=\"img\""))
    #expect(all("<a tabindex=\"-1\" href=\"", "\"", in: svg).first == "/orders?day=0&amp;x=%3C")
    #expect(all("<rect class=\"strip\" x=\"", "\"", in: svg) == ["0%", "25%", "50%", "75%"])
    #expect(all("<th scope=\"row\"><a href=\"", "\"", in: svg).count == 4)
  }

  @Test func `greys what is not whole, in words of its own`() {
    let svg = BarChart(
      title: "x", labelTitle: "Month", labels: labels(3), series: ChartSeries("x", values([1, 2, 3])),
      unit: .count,
      partial: [0, 2], partialTitle: "Not a whole month"
    ).string()
    #expect(all("<rect class=\"f-past\" x", "%", in: svg).count == 2)
    #expect(svg.contains("</svg>Not a whole month</span>"))
  }
}

@Suite struct `A stacked chart` {
  private let svg = StackedChart(
    title: "Orders", labelTitle: "Week", labels: labels(2),
    parts: [ChartSeries("Again", values([30, 0])), ChartSeries("New", values([70, -5]))], unit: .count
  ).string()

  @Test func `has parts that stand on each other`() {
    let rects = all("<rect class=\"f", "</rect>", in: svg).filter { $0.contains("<title>") }
    #expect(rects.count == 2)
    #expect(rects[0].hasPrefix("1\" x=\"9.5%\" y=\"137.2\" width=\"31%\" height=\"52.8\">"))
    #expect(rects[1].hasPrefix("2\" x=\"9.5%\" y=\"14\" width=\"31%\" height=\"122.2\">"))
    #expect(rects[1].contains("<title>Day 0: New ৳70.0</title>"))
  }

  @Test func `says the same in its table`() {
    #expect(all("<td class=\"num\">", "</td>", in: svg) == ["৳30.0", "৳70.0", "৳0.0", "৳-5.0"])
  }
}

@Suite struct `A heat map` {
  private let map = HeatMap(
    title: "Orders <by> hour", cornerTitle: "Hour",
    rows: [ChartLabel("Sunday", short: "Sun"), ChartLabel("Monday", short: "Mon")],
    columns: (8..<11).map { ChartLabel("\($0):00", short: "\($0)") },
    values: [values([0, 1, 10]), values([5, nil])])

  @Test(
    arguments: [
      (nil, 0), (0, 0), (-3, 0), (0.1, 1), (20, 1), (20.1, 2), (50, 3), (99, 5), (100, 5), (.nan, 0),
    ] as [(Double?, Int)])
  func `is darker the more there is`(value: Double?, step: Int) {
    #expect(HeatMap.step(value, of: 100) == step)
    #expect(HeatMap.step(value, of: 0) == 0)
  }

  @Test func `has a cell for each pair, with its name`() {
    let svg = map.string()
    let cells = all("<rect class=\"h", "</rect>", in: svg).filter { $0.contains("<title>") }
    #expect(cells.map { $0.prefix(1) } == ["0", "1", "5", "3", "0", "0"])
    #expect(
      cells[2].contains("<title>Sun, 10:00: ৳10.0</title>")
        || cells[2].contains("<title>Sunday, 10:00: ৳10.0</title>"))
    #expect(cells[5].contains(": –</title>"))
    #expect(svg.contains("aria-label=\"Orders &lt;by&gt; hour\""))
  }

  @Test func `has a table that is read downwards`() {
    let table = all("<table", "</table>", in: map.string()).first ?? ""
    #expect(all("<th scope=\"row\">", "</th>", in: table) == ["8:00", "9:00", "10:00"])
    #expect(all("<td class=\"num\">", "</td>", in: table) == ["৳0.0", "৳5.0", "৳1.0", "–", "৳10.0", ""])
  }
}

@Suite struct `Ranked bars` {
  private let html = RankedBars(
    title: "Products", labelTitle: "Product", valueTitle: "Net", earlierTitle: "Before",
    changeTitle: "Change",
    rows: [
      RankedBars.Row(
        ChartLabel("A & B", path: "/products/1"), note: "3 pieces", value: ChartValue(50, "৳50"),
        valuePath: "/orders?product=1", earlier: ChartValue(100, "৳100"),
        change: RankedBars.Change("↓ 50%", good: false)),
      RankedBars.Row(ChartLabel("C"), value: ChartValue(-5, "−৳5"), earlier: ChartValue(nil, "–")),
    ]
  ).string()

  @Test func `are a table that is its own chart`() {
    #expect(html.contains("<caption class=\"sr\">Products</caption>"))
    #expect(html.contains("<a href=\"/products/1\">A &amp; B</a> <small class=\"muted\">3 pieces</small>"))
    #expect(html.contains("<td class=\"num\"><a href=\"/orders?product=1\">৳50</a></td>"))
    #expect(html.contains("<b class=\"down\">↓ 50%</b>"))
    #expect(all("rx=\"2\" width=\"", "\"", in: html) == ["49.5%", "0%"])
    #expect(all("<line class=\"usual\" y1=\"0\" y2=\"10\" x1=\"", "\"", in: html) == ["99.5%"])
  }
}

@Suite struct `A line chart` {
  @Test func `dashes what is earlier, without dots`() {
    let svg = LineChart(
      title: "x", labelTitle: "Week", labels: labels(2),
      series: [ChartSeries("now", values([1, 2])), ChartSeries("then", values([2, 1]), earlier: true)],
      unit: .count
    ).string()
    #expect(all("<polyline class=\"", "\"", in: svg) == ["l1", "earlier"])
    #expect(all("<circle class=\"f", "\"", in: svg) == ["1", "1"])
    #expect(svg.contains("<path class=\"earlier\" d=\"M0 7h14\"/></svg>then"))
  }

  @Test func `breaks where a figure is missing`() {
    let svg = LineChart(
      title: "x", labelTitle: "Day", labels: labels(5),
      series: [ChartSeries("a", values([1, 2, nil, 3, 4])), ChartSeries("b", values([1, 1, 1, 1, 1]))],
      unit: .count
    ).string()
    #expect(all("<polyline class=\"l1\" points=\"", "\"", in: svg) == ["10,146 30,102 ", "70,58 90,14 "])
    #expect(all("<polyline class=\"l2\" points=\"", "\"", in: svg).count == 1)
    #expect(svg.contains("<title>Day 0: a ৳1.0, b ৳1.0</title>"))
    #expect(svg.contains("viewBox=\"0 0 100 190\" preserveAspectRatio=\"none\""))
  }
}

@Suite struct `A sparkline` {
  @Test func `runs from the lowest to the highest`() {
    #expect(
      Sparkline([1, 3, 2]).string().contains(
        "points=\"0,25 36,3 72,14\"/><circle class=\"f1\" cx=\"72\" cy=\"14\""))
  }

  @Test func `is flat where nothing changes, and nothing where there is no course`() {
    #expect(Sparkline([2, 2]).string().contains("points=\"0,14 72,14\""))
    #expect(Sparkline([2]).string() == "")
    #expect(Sparkline([1, .nan]).string() == "")
  }
}

@Suite struct `A coordinate` {
  @Test(arguments: [
    (0, "0"), (12.5, "12.5"), (-3, "-3"), (0.084, "0.08"), (-0.05, "-0.05"), (99.999, "100"), (1.01, "1.01"),
  ])
  func `has at most two places`(value: Double, text: String) {
    var page = PageWriter(Output(capacity: 8), locale: .plain, context: PageContext())
    page.decimal(value)
    #expect(page.finish().string == text)
  }
}
