import Basics
import Localization

/// What a figure is made of, for each week or month: up to five parts that stand on each other.
package struct StackedChart: Template {
  package let title: String
  let labelTitle: String
  let labels: [ChartLabel]
  let parts: [ChartSeries]
  let unit: ChartUnit

  /// The first part stands at the bottom. Parts are not negative; what is, is drawn as nothing.
  package init(
    title: String, labelTitle: String, labels: [ChartLabel], parts: [ChartSeries], unit: ChartUnit
  ) {
    self.title = title
    self.labelTitle = labelTitle
    self.labels = labels
    self.parts = Array(parts.prefix(5))
    self.unit = unit
  }

  package func render(into page: inout PageWriter) {
    let heights = labels.indices.map { index in parts.reduce(0) { $0 + height(of: $1, index) } }
    let plot = ChartPlot(
      labels: labels, scale: ChartScale(covering: heights, whole: unit.isWhole), unit: unit)
    ChartLegend(entries: parts.enumerated().map { (.fill($0 + 1), $1.title) }).render(into: &page)
    plot.draw(title, into: &page) { page in
      for index in labels.indices {
        plot.link(index, into: &page) { stack(index, plot, into: &$0) }
      }
    }
    ChartTable(title: title, labelTitle: labelTitle, labels: labels, series: parts).render(into: &page)
  }

  private func height(of part: ChartSeries, _ index: Int) -> Double {
    index < part.values.count ? max(0, part.values[index].number ?? 0) : 0
  }

  private func stack(_ index: Int, _ plot: ChartPlot, into page: inout PageWriter) {
    var below = 0.0
    for (number, part) in parts.enumerated() {
      let height = height(of: part, index)
      guard height > 0 else { continue }
      let (top, bottom) = (plot.y(below + height), plot.y(below))
      page.markup(#"<rect class="f"#)
      page.value(number + 1)
      page.markup(#"" x=""#)
      page.decimal(plot.x(index) - plot.band * 0.31)
      page.markup(#"%" y=""#)
      page.decimal(top)
      page.markup(#"" width=""#)
      page.decimal(plot.band * 0.62)
      page.markup(#"%" height=""#)
      // A gap tells the parts apart where colours do not, as on paper.
      page.decimal(max(bottom - top - (number > 0 ? 1 : 0), 0.5))
      page.markup(#""><title>"#)
      page.attribute("\(labels[index].text): \(part.title) \(part.values[index].text)" as Message)
      page.markup("</title></rect>")
      below += height
    }
  }
}
