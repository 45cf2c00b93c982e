import Localization

/// Where things stand in a chart: across in per cent of the plot, down in pixels, so that text never scales.
/// The stylesheet pads the plot on the right, where the names of the ticks stand.
struct ChartPlot {
  let labels: [ChartLabel]
  let scale: ChartScale
  let unit: ChartUnit

  let top = 14.0
  let bottom = 190.0

  var height: Int { labels.contains { $0.detail != nil } ? 226 : 210 }

  /// The share of the width that one label has.
  var band: Double { 100 / Double(max(1, labels.count)) }

  func x(_ index: Int) -> Double { (Double(index) + 0.5) * band }

  func y(_ value: Double) -> Double {
    bottom - (value - scale.low) / (scale.high - scale.low) * (bottom - top)
  }

  /// Writes the chart's frame and what `marks` adds inside it.
  func draw(_ title: String, into page: inout PageWriter, marks: (inout PageWriter) -> Void) {
    page.markup(#"<svg class="chart" height=""#)
    page.value(height)
    // An image has no parts for those who cannot see it, and so no links either.
    page.markup(
      labels.contains { $0.path != nil } ? #"" role="group" aria-label=""# : #"" role="img" aria-label=""#)
    page.attribute(title)
    page.markup(#"">"#)
    for tick in scale.ticks { gridLine(tick, into: &page) }
    marks(&page)
    names(into: &page)
    for tick in scale.ticks where tick != 0 { tickName(tick, into: &page) }
    page.markup("</svg>")
  }

  /// A box stretched over the plot, for shapes whose points cannot be given in per cent: 100 wide, with pixels down.
  /// Strokes keep their width by CSS.
  func stretched(into page: inout PageWriter, _ shapes: (inout PageWriter) -> Void) {
    page.markup(#"<svg width="100%" height=""#)
    page.decimal(bottom)
    page.markup(#"" viewBox="0 0 100 "#)
    page.decimal(bottom)
    page.markup(#"" preserveAspectRatio="none">"#)
    shapes(&page)
    page.markup("</svg>")
  }

  /// What `marks` draws leads where the label leads. Not by the tabulator key: the table below has the same links.
  /// A finger finds it over the whole height.
  func link(_ index: Int, into page: inout PageWriter, _ marks: (inout PageWriter) -> Void) {
    let label = labels[index]
    guard let path = label.path else { return marks(&page) }
    page.markup(#"<a tabindex="-1" href=""#)
    page.url(path)
    page.markup(#"" aria-label=""#)
    page.attribute(label.text)
    page.markup(#"">"#)
    page.markup(#"<rect class="strip" x=""#)
    page.decimal(band * Double(index))
    page.markup(#"%" width=""#)
    page.decimal(band)
    page.markup(#"%" height=""#)
    page.decimal(bottom)
    page.markup(#""/>"#)
    marks(&page)
    page.markup("</a>")
  }

  private func gridLine(_ tick: Double, into page: inout PageWriter) {
    page.markup(
      tick == 0 ? #"<line class="zero" x1="0" x2="100%" y1=""# : #"<line class="grid" x1="0" x2="100%" y1=""#)
    page.decimal(y(tick))
    page.markup(#"" y2=""#)
    page.decimal(y(tick))
    page.markup(#""/>"#)
  }

  private func tickName(_ tick: Double, into page: inout PageWriter) {
    page.markup(#"<text x="100%" y=""#)
    page.decimal(y(tick) + 4)
    page.markup(#"" dx="4.8em" text-anchor="end">"#)
    page.text(unit.text(tick, step: scale.step, in: page.locale))
    page.markup("</text>")
  }

  /// As many names as fit beside each other on half a wide page and on a phone; the last one is always there.
  private func names(into page: inout PageWriter) {
    let width = 7 * (labels.map { max($0.short.count, $0.detail?.count ?? 0) }.max() ?? 0) + 10
    let wide = min(max(380 / width, 2), 16)
    let narrow = min(max(250 / width, 2), 6)
    let onPage = (labels.count + wide - 1) / wide
    let onPhone = (labels.count + onPage * narrow - 1) / max(1, onPage * narrow) * onPage
    for (index, label) in labels.enumerated() {
      let fromEnd = labels.count - 1 - index
      guard fromEnd % onPage == 0 else { continue }
      name(label.short, minor: fromEnd % onPhone != 0, index, at: bottom + 17, into: &page)
      if let detail = label.detail { name(detail, minor: true, index, at: bottom + 33, into: &page) }
    }
  }

  private func name(_ text: String, minor: Bool, _ index: Int, at y: Double, into page: inout PageWriter) {
    page.markup(minor ? #"<text class="minor" x=""# : #"<text x=""#)
    page.decimal(x(index))
    page.markup(#"%" y=""#)
    page.decimal(y)
    page.markup(#"" text-anchor="middle">"#)
    page.text(text)
    page.markup("</text>")
  }
}
