import Basics
import Localization

/// How a figure is spread over two kinds of labels, such as weekdays and hours: the more, the darker.
package struct HeatMap: Template {
  package let title: String
  let cornerTitle: String
  let rows: [ChartLabel]
  let columns: [ChartLabel]
  let values: [[ChartValue]]

  /// `values` has a row for each of `rows`. The table below has them the other way round: a table is read downwards.
  /// `cornerTitle` heads the names of the columns there: "Hour".
  package init(
    title: String, cornerTitle: String, rows: [ChartLabel], columns: [ChartLabel], values: [[ChartValue]]
  ) {
    self.title = title
    self.cornerTitle = cornerTitle
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// Steps of darkness above none.
  static let steps = 5
  private static let rowHeight = 26

  private var most: Double { values.joined().compactMap(\.number).max() ?? 0 }

  /// 0 for nothing; 1 to 5 by what share of the most it is.
  static func step(_ value: Double?, of most: Double) -> Int {
    guard let value, value > 0, most > 0 else { return 0 }
    return min(max(Int((value / most * Double(steps)).rounded(.up)), 1), steps)
  }

  package func render(into page: inout PageWriter) {
    legend(into: &page)
    page.markup(#"<svg class="heat" height=""#)
    page.value(rows.count * HeatMap.rowHeight + 22)
    page.markup(#"" role="img" aria-label=""#)
    page.attribute(title)
    page.markup(#"">"#)
    for index in rows.indices { row(index, into: &page) }
    names(into: &page)
    page.markup("</svg>")
    ChartTable(title: title, labelTitle: cornerTitle, labels: columns, series: turned).render(into: &page)
  }

  private var turned: [ChartSeries] {
    rows.indices.map { row in ChartSeries(rows[row].text, row < values.count ? values[row] : []) }
  }

  private func legend(into page: inout PageWriter) {
    page.markup(#"<div class="legend"><span>"#)
    page.text("fewer" as Message)
    page.markup(#" <svg class="scale" viewBox="0 0 80 14" aria-hidden="true">"#)
    for step in 0...HeatMap.steps {
      page.markup(#"<rect class="h"#)
      page.value(step)
      page.markup(#"" x=""#)
      page.value(step * 13)
      page.markup(#"" width="12" height="14"/>"#)
    }
    page.markup("</svg> ")
    page.text("more" as Message)
    page.markup("</span></div>")
  }

  private func row(_ row: Int, into page: inout PageWriter) {
    let y = row * HeatMap.rowHeight
    page.markup(#"<text x="-6" y=""#)
    page.value(y + 16)
    page.markup(#"" text-anchor="end">"#)
    page.text(rows[row].short)
    page.markup("</text>")
    let width = 100 / Double(max(columns.count, 1))
    let most = most
    for column in columns.indices {
      let value =
        row < values.count && column < values[row].count ? values[row][column] : ChartValue(nil, "–")
      page.markup(#"<rect class="h"#)
      page.value(HeatMap.step(value.number, of: most))
      page.markup(#"" x=""#)
      page.decimal(width * Double(column))
      page.markup(#"%" y=""#)
      page.value(y)
      page.markup(#"" width=""#)
      page.decimal(width * 0.94)
      page.markup(#"%"><title>"#)
      page.attribute("\(rows[row].text), \(columns[column].text): \(value.text)" as Message)
      page.markup("</title></rect>")
    }
  }

  /// Every third hour on a wide page, every sixth on a phone.
  private func names(into page: inout PageWriter) {
    let width = 100 / Double(max(columns.count, 1))
    let every = (columns.count + 11) / 12
    for column in stride(from: 0, to: columns.count, by: max(every, 1)) {
      page.markup(
        column % (max(every, 1) * 2) == 0 ? #"<text x=""# : #"<text class="minor" x=""#)
      page.decimal(width * (Double(column) + 0.47))
      page.markup(#"%" y=""#)
      page.value(rows.count * HeatMap.rowHeight + 14)
      page.markup(#"" text-anchor="middle">"#)
      page.text(columns[column].short)
      page.markup("</text>")
    }
  }
}
