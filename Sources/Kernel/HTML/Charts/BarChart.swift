import Basics
import Localization

/// One figure for each day or kind, with what is usual as a short line across its bar or as a band behind all of them.
package struct BarChart: Template {
  package let title: String
  let labelTitle: String
  let labels: [ChartLabel]
  let series: ChartSeries
  let usual: ChartSeries?
  let band: ChartBand?
  let unit: ChartUnit
  let open: Set<Int>
  let openTitle: String?

  /// `labelTitle` heads the labels in the table: "Day". With `lastIsOpen` the last bar is grey, because its day is not
  /// over yet; `partial` are grey because they are not whole, and `partialTitle` says so.
  package init(
    title: String, labelTitle: String, labels: [ChartLabel], series: ChartSeries, usual: ChartSeries? = nil,
    band: ChartBand? = nil, unit: ChartUnit, lastIsOpen: Bool = false, partial: Set<Int> = [],
    partialTitle: String? = nil
  ) {
    self.title = title
    self.labelTitle = labelTitle
    self.labels = labels
    self.series = series
    self.usual = usual
    self.band = band
    self.unit = unit
    open = lastIsOpen ? partial.union([labels.count - 1]) : partial
    openTitle = partialTitle
  }

  package func render(into page: inout PageWriter) {
    let plot = ChartPlot(
      labels: labels, scale: ChartScale(covering: numbers, whole: unit.isWhole), unit: unit)
    legend(in: page.locale).render(into: &page)
    plot.draw(title, into: &page) { page in
      band?.draw(plot, into: &page)
      for index in labels.indices { bar(index, plot, into: &page) }
    }
    ChartTable(title: title, labelTitle: labelTitle, labels: labels, series: columns(page.locale)).render(
      into: &page)
  }

  private var numbers: [Double] {
    ([series] + (usual.map { [$0] } ?? [])).flatMap(\.values).compactMap(\.number)
      + (band?.ranges ?? []).flatMap { $0.map { [$0.low, $0.high] } ?? [] }
  }

  private func columns(_ locale: UserLocale) -> [ChartSeries] {
    var columns = [series]
    if let usual { columns.append(usual) }
    guard let band else { return columns }
    let words = labels.indices.map { index in
      ChartValue(nil, band.range(index)?.deviation.map { locale.text($0.words) } ?? "")
    }
    return columns + band.columns + [ChartSeries(locale.text("Outside"), words)]
  }

  private func legend(in locale: UserLocale) -> ChartLegend {
    var entries: [(mark: ChartLegend.Mark, title: String)] = [(.fill(1), series.title)]
    if let usual { entries.append((.usual, usual.title)) }
    if let band, band.ranges.contains(where: { $0 != nil }) {
      entries.append((.band, band.title))
      if band.has(.above) { entries.append((.above, locale.text(ChartBand.Deviation.above.words))) }
      if band.has(.below) { entries.append((.below, locale.text(ChartBand.Deviation.below.words))) }
    }
    if !open.isEmpty { entries.append((.open, openTitle ?? locale.text("Today, not over"))) }
    return ChartLegend(entries: entries)
  }

  private func bar(_ index: Int, _ plot: ChartPlot, into page: inout PageWriter) {
    plot.link(index, into: &page) { page in
      if index < series.values.count, let number = series.values[index].number {
        let (zero, end) = (plot.y(0), plot.y(number))
        page.markup(open.contains(index) ? #"<rect class="f-past" x=""# : #"<rect class="f1" x=""#)
        page.decimal(plot.x(index) - plot.band * 0.31)
        page.markup(#"%" y=""#)
        page.decimal(min(zero, end))
        page.markup(#"" width=""#)
        page.decimal(plot.band * 0.62)
        page.markup(#"%" height=""#)
        page.decimal(abs(zero - end))
        page.markup(#"" rx="2"><title>"#)
        page.attribute(name(index, page.locale))
        page.markup("</title></rect>")
        band?.mark(index, over: min(zero, end), plot, into: &page)
      }
      usualLine(index, plot, into: &page)
    }
  }

  private func name(_ index: Int, _ locale: UserLocale) -> Message {
    let (label, value) = (labels[index].text, series.values[index].text)
    if let range = band?.range(index) {
      guard let deviation = range.deviation else { return "\(label): \(value), usual \(range.text)" }
      return "\(label): \(value), \(deviation.words), usual \(range.text)"
    }
    guard let usual, index < usual.values.count else { return "\(label): \(value)" }
    return "\(label): \(value), \(usual.title): \(usual.values[index].text)"
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
