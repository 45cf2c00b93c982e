import Basics

extension PageWriter {
  /// A coordinate with at most two places: 12.5, 0.08, -3.
  mutating func decimal(_ value: Double) {
    let hundredths = Int((value * 100).rounded())
    if hundredths < 0 { markup("-") }
    let magnitude = abs(hundredths)
    output.append(magnitude / 100)
    guard magnitude % 100 > 0 else { return }
    markup(".")
    output.append(magnitude / 10 % 10)
    if magnitude % 10 > 0 { output.append(magnitude % 10) }
  }
}
