import Basics

/// Between what a figure usually lies, label by label, and where it lies outside.
package struct ChartBand: Sendable {
  package let title: String
  let ranges: [Range?]

  /// `ranges` has one for each label; nil where nobody can say what is usual.
  package init(_ title: String, _ ranges: [Range?]) {
    self.title = title
    self.ranges = ranges
  }

  package struct Range: Sendable {
    let low: Double
    let high: Double
    let text: String
    let deviation: Deviation?

    /// `text` is what people read: "৳60,000–৳90,000". The caller judges what lies outside.
    package init(low: Double, high: Double, text: String, deviation: Deviation? = nil) {
      self.low = low
      self.high = high
      self.text = text
      self.deviation = deviation
    }
  }

  /// A figure outside of what is usual.
  package enum Deviation: Sendable { case above, below }

  func range(_ index: Int) -> Range? { index < ranges.count ? ranges[index] : nil }

  func has(_ deviation: Deviation) -> Bool { ranges.contains { $0?.deviation == deviation } }

  /// As columns of the table below a chart.
  var columns: [ChartSeries] {
    [ChartSeries(title, ranges.map { ChartValue(nil, $0?.text ?? "–") })]
  }
}

extension ChartBand.Deviation {
  package var words: Message {
    switch self {
    case .above: "above the usual range"
    case .below: "below the usual range"
    }
  }
}

extension ChartBand {
  /// One stepped shape for each stretch of labels that have a range.
  func draw(_ plot: ChartPlot, into page: inout PageWriter) {
    plot.stretched(into: &page) { page in
      page.markup(#"<path class="band" d=""#)
      var index = 0
      while index < ranges.count {
        guard ranges[index] != nil else {
          index += 1
          continue
        }
        let end = ranges[index...].firstIndex { $0 == nil } ?? ranges.endIndex
        outline(index..<end, plot, into: &page)
        index = end
      }
      page.markup(#""/>"#)
    }
  }

  /// Along the upper edges to the right and along the lower ones back.
  private func outline(_ run: Swift.Range<Int>, _ plot: ChartPlot, into page: inout PageWriter) {
    page.markup("M")
    page.decimal(plot.band * Double(run.lowerBound))
    page.markup(" ")
    page.decimal(plot.y(ranges[run.lowerBound]?.high ?? 0))
    for index in run {
      page.markup("V")
      page.decimal(plot.y(ranges[index]?.high ?? 0))
      page.markup("H")
      page.decimal(plot.band * Double(index + 1))
    }
    for index in run.reversed() {
      page.markup("V")
      page.decimal(plot.y(ranges[index]?.low ?? 0))
      page.markup("H")
      page.decimal(plot.band * Double(index))
    }
    page.markup("z")
  }

  /// A small arrow over the bar of a label that lies outside.
  func mark(_ index: Int, over y: Double, _ plot: ChartPlot, into page: inout PageWriter) {
    guard let deviation = range(index)?.deviation else { return }
    page.markup(#"<svg class="at" x=""#)
    page.decimal(plot.x(index))
    page.markup(#"%" y=""#)
    page.decimal(max(y - 11, 1))
    switch deviation {
    case .above: page.markup(#""><path class="above" d="M-4.5 8 0 0l4.5 8z"/></svg>"#)
    case .below: page.markup(#""><path class="below" d="M-4.5 0h9L0 8z"/></svg>"#)
    }
  }
}
