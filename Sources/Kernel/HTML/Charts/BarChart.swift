import Basics
import Localization

/// One figure for each day or kind, with what is usual as a short line across its bar.
package struct BarChart: Template {
  package let title: String
  let labelTitle: String
  let labels: [ChartLabel]
  let series: ChartSeries
  let usual: ChartSeries?
  let unit: ChartUnit
  let lastIsOpen: Bool

  /// `labelTitle` heads the labels in the table: "Day". With `lastIsOpen` the last bar is grey, because its day is not
  /// over yet.
  package init(
    title: String, labelTitle: String, labels: [ChartLabel], series: ChartSeries, usual: ChartSeries? = nil,
    unit: ChartUnit, lastIsOpen: Bool = false
  ) {
    self.title = title
    self.labelTitle = labelTitle
    self.labels = labels
    self.series = series
    self.usual = usual
    self.unit = unit
    self.lastIsOpen = lastIsOpen
  }

  package func render(into page: inout PageWriter) {
    let drawn = [series] + (usual.map { [$0] } ?? [])
    let numbers = drawn.flatMap(\.values).compactMap(\.number)
    let plot = ChartPlot(
      labels: labels, scale: ChartScale(covering: numbers, whole: unit.isWhole), unit: unit)
    legend(in: page.locale).render(into: &page)
    plot.draw(title, into: &page) { page in
      for index in labels.indices { bar(index, plot, into: &page) }
    }
    ChartTable(title: title, labelTitle: labelTitle, labels: labels, series: drawn).render(into: &page)
  }

  private func legend(in locale: UserLocale) -> ChartLegend {
    var entries: [(mark: ChartLegend.Mark, title: String)] = [(.fill(1), series.title)]
    if let usual { entries.append((.usual, usual.title)) }
    if lastIsOpen { entries.append((.open, locale.text("Today, not over"))) }
    return ChartLegend(entries: entries)
  }

  private func bar(_ index: Int, _ plot: ChartPlot, into page: inout PageWriter) {
    if index < series.values.count, let number = series.values[index].number {
      let (zero, end) = (plot.y(0), plot.y(number))
      page.markup(
        lastIsOpen && index == labels.count - 1 ? #"<rect class="f-past" x=""# : #"<rect class="f1" x=""#)
      page.decimal(plot.x(index) - plot.band * 0.31)
      page.markup(#"%" y=""#)
      page.decimal(min(zero, end))
      page.markup(#"" width=""#)
      page.decimal(plot.band * 0.62)
      page.markup(#"%" height=""#)
      page.decimal(abs(zero - end))
      page.markup(#"" rx="2"><title>"#)
      page.attribute(name(index))
      page.markup("</title></rect>")
    }
    usualLine(index, plot, into: &page)
  }

  private func name(_ index: Int) -> Message {
    let (label, value) = (labels[index].text, series.values[index].text)
    guard let usual, index < usual.values.count else { return "\(label): \(value)" }
    return "\(label): \(value), usual \(usual.values[index].text)"
  }

  private func usualLine(_ index: Int, _ plot: ChartPlot, into page: inout PageWriter) {
    guard let usual, index < usual.values.count, let number = usual.values[index].number else { return }
    page.markup(#"<line class="usual" x1=""#)
    page.decimal(plot.x(index) - plot.band * 0.4)
    page.markup(#"%" x2=""#)
    page.decimal(plot.x(index) + plot.band * 0.4)
    page.markup(#"%" y1=""#)
    page.decimal(plot.y(number))
    page.markup(#"" y2=""#)
    page.decimal(plot.y(number))
    page.markup(#""/>"#)
  }
}
