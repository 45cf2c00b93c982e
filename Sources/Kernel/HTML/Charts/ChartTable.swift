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
    for one in series { cell("<th scope=\"col\" class=\"num\">", one.title, "</th>", into: &page) }
    page.markup("</tr></thead><tbody>")
    for (index, label) in labels.enumerated() {
      cell("<tr><th scope=\"row\">", label.text, "</th>", into: &page)
      for one in series {
        cell(
          "<td class=\"num\">", index < one.values.count ? one.values[index].text : "", "</td>", into: &page)
      }
      page.markup("</tr>")
    }
    page.markup("</tbody></table></div></details>")
  }

  private func cell(
    _ before: StaticString, _ text: String, _ after: StaticString, into page: inout PageWriter
  ) {
    page.markup(before)
    page.text(text)
    page.markup(after)
  }
}
