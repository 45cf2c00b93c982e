import Glibc

/// An axis from one round number to another that covers all values and zero.
struct ChartScale: Equatable {
  let low: Double
  let high: Double
  /// 1, 2, 2.5 or 5 times a power of ten.
  let step: Double

  init(covering values: some Sequence<Double>, whole: Bool) {
    var low = 0.0
    var high = 0.0
    for value in values {
      low = min(low, value)
      high = max(high, value)
    }
    step = ChartScale.step(for: (high - low) / 4, whole: whole)
    self.low = (low / step).rounded(.down) * step
    self.high = max((high / step).rounded(.up) * step, self.low + step)
  }

  /// The round numbers from below to above; zero is among them.
  var ticks: [Double] {
    (0...Int(((high - low) / step).rounded())).map { low + Double($0) * step }
  }

  /// The next round number that is not smaller.
  private static func step(for rough: Double, whole: Bool) -> Double {
    guard rough > 0 else { return 1 }
    let power = pow(10, log10(rough).rounded(.down))
    let factors = whole && power < 10 ? [1, 2, 5] : [1, 2, 2.5, 5]
    let step = (factors.first { $0 * power >= rough * 0.999_999 } ?? 10) * power
    return whole ? max(1, step) : step
  }
}
