import Basics
import Localization

/// The course of one to five figures over the same days.
package struct LineChart: Template {
  package let title: String
  let labelTitle: String
  let labels: [ChartLabel]
  let series: [ChartSeries]
  let unit: ChartUnit

  /// `labelTitle` heads the labels in the table: "Day". More than five series cannot be told apart, so only the first
  /// five are drawn; the table has them all.
  package init(
    title: String, labelTitle: String, labels: [ChartLabel], series: [ChartSeries], unit: ChartUnit
  ) {
    self.title = title
    self.labelTitle = labelTitle
    self.labels = labels
    self.series = series
    self.unit = unit
  }

  private var drawn: ArraySlice<ChartSeries> { series.prefix(5) }

  package func render(into page: inout PageWriter) {
    let numbers = drawn.flatMap(\.values).compactMap(\.number)
    let plot = ChartPlot(
      labels: labels, scale: ChartScale(covering: numbers, whole: unit.isWhole), unit: unit)
    if series.count > 1 {
      ChartLegend(entries: drawn.enumerated().map { ($1.isEarlier ? .earlier : .line($0 + 1), $1.title) })
        .render(into: &page)
    }
    plot.draw(title, into: &page) { page in
      lines(plot, into: &page)
      for index in labels.indices { points(index, plot, into: &page) }
    }
    ChartTable(title: title, labelTitle: labelTitle, labels: labels, series: series).render(into: &page)
  }

  private func lines(_ plot: ChartPlot, into page: inout PageWriter) {
    plot.stretched(into: &page) { page in
      for (number, one) in drawn.enumerated() {
        for run in runs(of: one) { line(run, one, number + 1, plot, into: &page) }
      }
    }
  }

  /// The stretches without a gap.
  private func runs(of series: ChartSeries) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for index in labels.indices {
      let isThere = index < series.values.count && series.values[index].number != nil
      if isThere { start = start ?? index }
      if let begun = start, !isThere || index == labels.count - 1 {
        runs.append(begun..<(isThere ? index + 1 : index))
        start = nil
      }
    }
    return runs
  }

  private func line(
    _ run: Range<Int>, _ series: ChartSeries, _ number: Int, _ plot: ChartPlot, into page: inout PageWriter
  ) {
    if series.isEarlier {
      page.markup(#"<polyline class="earlier" points=""#)
    } else {
      page.markup(#"<polyline class="l"#)
      page.value(number)
      page.markup(#"" points=""#)
    }
    for index in run {
      page.decimal(plot.x(index))
      page.markup(",")
      page.decimal(plot.y(series.values[index].number ?? 0))
      page.markup(" ")
    }
    page.markup(#""/>"#)
  }

  /// The dots of one day, where there is room for dots, and a strip over them that names their values.
  private func points(_ index: Int, _ plot: ChartPlot, into page: inout PageWriter) {
    for (number, one) in drawn.enumerated() where labels.count <= 31 || index == labels.count - 1 {
      guard !one.isEarlier, index < one.values.count, let value = one.values[index].number else { continue }
      page.markup(#"<circle class="f"#)
      page.value(number + 1)
      page.markup(#"" cx=""#)
      page.decimal(plot.x(index))
      page.markup(#"%" cy=""#)
      page.decimal(plot.y(value))
      page.markup(#"" r="2.5"/>"#)
    }
    page.markup(#"<rect class="strip" x=""#)
    page.decimal(plot.x(index) - plot.band / 2)
    page.markup(#"%" y="0" width=""#)
    page.decimal(plot.band)
    page.markup(#"%" height=""#)
    page.decimal(plot.bottom)
    page.markup(#""><title>"#)
    page.attribute(name(index))
    page.markup("</title></rect>")
  }

  /// "6 Nov: ৳95,200", or with the names of several series "6 Nov: Revenue ৳95,200, Refunds ৳1,200".
  private func name(_ index: Int) -> String {
    let values = drawn.filter { index < $0.values.count }.map {
      series.count > 1 ? "\($0.title) \($0.values[index].text)" : $0.values[index].text
    }
    return labels[index].text + ": " + values.joined(separator: ", ")
  }
}
