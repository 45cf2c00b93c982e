import Basics

/// The figures of a chart in words, for those who cannot see it and those who want to read them.
struct ChartTable: Template {
  let title: String
  let labelTitle: String
  let labels: [ChartLabel]
  let series: [ChartSeries]

  func render(into page: inout PageWriter) {
    page.markup(#"<details><summary class="sm muted">"#)
    page.text("Show as a table" as Message)
    page.markup(#"</summary><div class="sheet" role="region" tabindex="0" aria-label=""#)
    page.attribute("\(title), as a table" as Message)
    page.markup(#""><table class="data"><thead><tr><th scope="col">"#)
    page.text(labelTitle)
    page.markup("</th>")
    for one in series { page.cell(#"<th scope="col" class="num">"#, one.title, "</th>") }
    page.markup("</tr></thead><tbody>")
    for (index, label) in labels.enumerated() {
      page.markup("<tr>")
      page.rowHeading(label)
      for one in series {
        page.cell(#"<td class="num">"#, index < one.values.count ? one.values[index].text : "", "</td>")
      }
      page.markup("</tr>")
    }
    page.markup("</tbody></table></div></details>")
  }
}

extension PageWriter {
  mutating func cell(_ before: StaticString, _ text: String, _ after: StaticString) {
    markup(before)
    self.text(text)
    markup(after)
  }

  /// The head of a row, which leads to what is behind it.
  mutating func rowHeading(_ label: ChartLabel) {
    guard let path = label.path else { return cell(#"<th scope="row">"#, label.text, "</th>") }
    markup(#"<th scope="row"><a href=""#)
    url(path)
    cell(#"">"#, label.text, "</a></th>")
  }
}
