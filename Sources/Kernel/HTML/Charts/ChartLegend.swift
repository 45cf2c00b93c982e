import Basics

/// What the marks of a chart stand for.
struct ChartLegend: Template {
  enum Mark { case fill(Int), line(Int), usual, earlier, open, band, above, below }

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
    case .earlier: page.markup(#"<path class="earlier" d="M0 7h14"/>"#)
    case .open: page.markup(#"<rect class="f-past" width="14" height="14" rx="3"/>"#)
    case .band: page.markup(#"<rect class="band" width="14" height="14" rx="3"/>"#)
    case .above: page.markup(#"<path class="above" d="M2 11 7 3l5 8z"/>"#)
    case .below: page.markup(#"<path class="below" d="M2 3h10L7 11z"/>"#)
    }
  }
}
