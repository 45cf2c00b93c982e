import Basics

/// What the marks of a chart stand for.
struct ChartLegend: Template {
  enum Mark { case fill(Int), line(Int), usual, open }

  let entries: [(mark: Mark, title: String)]

  func render(into page: inout PageWriter) {
    page.markup(#"<div class="legend">"#)
    for entry in entries {
      page.markup(#"<span><svg viewBox="0 0 14 14" aria-hidden="true">"#)
      draw(entry.mark, into: &page)
      page.markup("</svg>")
      page.text(entry.title)
      page.markup("</span>")
    }
    page.markup("</div>")
  }

  private func draw(_ mark: Mark, into page: inout PageWriter) {
    switch mark {
    case .fill(let number):
      page.markup(#"<rect class="f"#)
      page.value(number)
      page.markup(#"" width="14" height="14" rx="3"/>"#)
    case .line(let number):
      page.markup(#"<path class="l"#)
      page.value(number)
      page.markup(#"" d="M0 7h14"/>"#)
    case .usual: page.markup(#"<path class="usual" d="M0 7h14"/>"#)
    case .open: page.markup(#"<rect class="f-past" width="14" height="14" rx="3"/>"#)
    }
  }
}
