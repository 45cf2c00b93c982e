/// The course of a figure, as small as a word. It repeats what stands beside it, so it is for eyes only.
package struct Sparkline: Template {
  let values: [Double]

  package init(_ values: [Double]) { self.values = values }

  package func render(into page: inout PageWriter) {
    guard values.count > 1, values.allSatisfy(\.isFinite), let low = values.min(), let high = values.max()
    else {
      return
    }
    let step = 72 / Double(values.count - 1)
    // A flat course runs through the middle.
    let scale = high > low ? 22 / (high - low) : 0
    func y(_ value: Double) -> Double { high > low ? 25 - (value - low) * scale : 14 }
    page.markup(#"<svg class="spark" viewBox="-2 0 78 28" aria-hidden="true"><polyline class="l1" points=""#)
    for (index, value) in values.enumerated() {
      if index > 0 { page.markup(" ") }
      page.decimal(Double(index) * step)
      page.markup(",")
      page.decimal(y(value))
    }
    page.markup(#""/><circle class="f1" cx="72" cy=""#)
    page.decimal(y(values[values.count - 1]))
    page.markup(#"" r="2.5"/></svg>"#)
  }
}
