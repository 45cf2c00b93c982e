/// Chance that is the same everywhere: what is drawn follows from the keys alone.
///
/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014), its start mixed
/// from the keys. The standard library's own ways of drawing may change with its version, so they are not used.
struct Draw {
  private var state: UInt64

  init(_ keys: UInt64...) {
    state = 0
    for key in keys { state = Draw.mixed(state &+ Draw.step &+ key) }
  }

  private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func next() -> UInt64 {
    state &+= Draw.step
    return Draw.mixed(state)
  }

  /// From 0 up to, but not, 1.
  mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }

  /// From 0 to `limit` - 1.
  mutating func below(_ limit: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(limit)).high)
  }

  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// A whole number around `mean`, as far from it as counts of independent things are.
  mutating func count(around mean: Double) -> Int {
    // Twelve units less six: nearly normal, with nothing but additions, which every machine makes alike.
    let normal = (0..<12).reduce(-6.0) { sum, _ in sum + unit() }
    return max(0, Int((mean + normal * mean.squareRoot() * 0.8).rounded()))
  }
}

/// Things of which some are drawn more often than others.
struct Weighted<Element: Sendable>: Sendable {
  let elements: [Element]
  private let sums: [Double]

  init(_ elements: [Element], by weight: (Element) -> Double) {
    self.elements = elements
    var sum = 0.0
    sums = elements.map { element in
      sum += max(0, weight(element))
      return sum
    }
  }

  func draw(_ draw: inout Draw) -> Element { elements[place(draw.unit())] }

  func place(_ unit: Double) -> Int {
    let target = unit * (sums.last ?? 0)
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > target { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
