import Basics

/// The largest of a kind, each with a bar below its name and what it was before as a short line across: a table that
/// is its own chart.
package struct RankedBars: Template {
  package let title: String
  let labelTitle: String
  let valueTitle: String
  let earlierTitle: String
  let changeTitle: String
  let rows: [Row]

  /// A thing with its figure now and before. `note` says more below its name: "120 pieces".
  package struct Row: Sendable {
    let label: ChartLabel
    let note: String?
    let value: ChartValue
    /// Where the rows are that the value is made of.
    let valuePath: String?
    let earlier: ChartValue
    let change: Change?

    package init(
      _ label: ChartLabel, note: String? = nil, value: ChartValue, valuePath: String? = nil,
      earlier: ChartValue,
      change: Change? = nil
    ) {
      self.label = label
      self.note = note
      self.value = value
      self.valuePath = valuePath
      self.earlier = earlier
      self.change = change
    }
  }

  /// "↑ 12%", and whether that is good.
  package struct Change: Sendable {
    let text: String
    let isGood: Bool

    package init(_ text: String, good: Bool) {
      self.text = text
      isGood = good
    }
  }

  package init(
    title: String, labelTitle: String, valueTitle: String, earlierTitle: String, changeTitle: String,
    rows: [Row]
  ) {
    self.title = title
    self.labelTitle = labelTitle
    self.valueTitle = valueTitle
    self.earlierTitle = earlierTitle
    self.changeTitle = changeTitle
    self.rows = rows
  }

  private var most: Double {
    rows.flatMap { [$0.value.number, $0.earlier.number] }.compactMap { $0 }.max() ?? 0
  }

  package func render(into page: inout PageWriter) {
    page.markup(#"<table class="data ranked"><caption class="sr">"#)
    page.text(title)
    page.markup("</caption><thead><tr>")
    page.cell(#"<th scope="col">"#, labelTitle, "</th>")
    page.cell(#"<th scope="col" class="num">"#, valueTitle, "</th>")
    page.cell(#"<th scope="col" class="num wide-only">"#, earlierTitle, "</th>")
    page.cell(#"<th scope="col" class="num">"#, changeTitle, "</th>")
    page.markup("</tr></thead><tbody>")
    for one in rows { row(one, into: &page) }
    page.markup("</tbody></table>")
  }

  private func row(_ row: Row, into page: inout PageWriter) {
    page.markup(#"<tr><th scope="row">"#)
    link(row.label.text, row.label.path, into: &page)
    if let note = row.note { page.cell(#" <small class="muted">"#, note, "</small>") }
    bar(row, into: &page)
    page.markup(#"</th><td class="num">"#)
    link(row.value.text, row.valuePath, into: &page)
    page.cell(#"</td><td class="num wide-only">"#, row.earlier.text, "</td>")
    page.markup(#"<td class="num">"#)
    if let change = row.change {
      page.cell(change.isGood ? #"<b class="up">"# : #"<b class="down">"#, change.text, "</b>")
    }
    page.markup("</td></tr>")
  }

  private func link(_ text: String, _ path: String?, into page: inout PageWriter) {
    guard let path else { return page.text(text) }
    page.markup(#"<a href=""#)
    page.url(path)
    page.cell(#"">"#, text, "</a>")
  }

  /// For eyes only: the same figures stand beside it.
  private func bar(_ row: Row, into page: inout PageWriter) {
    func share(_ value: ChartValue) -> Double { most > 0 ? max(0, value.number ?? 0) / most * 99 : 0 }
    page.markup(
      #"<svg class="rank" height="10" aria-hidden="true"><rect class="f1" y="1" height="8" rx="2" width=""#)
    page.decimal(share(row.value))
    page.markup(#"%"/>"#)
    if row.earlier.number != nil {
      page.markup(#"<line class="usual" y1="0" y2="10" x1=""#)
      page.decimal(share(row.earlier) + 0.5)
      page.markup(#"%" x2=""#)
      page.decimal(share(row.earlier) + 0.5)
      page.markup(#"%"/>"#)
    }
    page.markup("</svg>")
  }
}
