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
        "y=\"102\" width=\"20.67%\" height=\"88\" rx=\"2\"><title>Day 0: ৳50.0, usual ৳75.0</title></rect>"))
    #expect(all("<rect class=\"f-past\" x=\"", "\"", in: svg) == ["73%"])
    #expect(svg.contains("<title>Day 2: ৳100.0, usual –</title>"))
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

@Suite struct `A line chart` {
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
