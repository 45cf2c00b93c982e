import Basics

extension UserLocale {
  /// 4,86,200 or ৪,৮৬,২০০.
  package func number(_ value: Int) -> String { string { write(value, into: &$0) } }

  package func write(_ value: Int, into output: inout Output) {
    writeSign(value < 0, into: &output)
    write(magnitude: UInt64(value.magnitude), places: 0, grouping, into: &output)
  }

  /// A number with so many places, rounded: 12.5. What is no number is a dash.
  package func decimal(_ value: Double, places: Int) -> String {
    string { write(value, places: places, into: &$0) }
  }

  package func write(_ value: Double, places: Int, into output: inout Output) {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    guard let units = Int64(exactly: (value * scale).rounded(.toNearestOrEven)) else {
      return output.append("–")
    }
    writeSign(units < 0, into: &output)
    write(magnitude: units.magnitude, places: places, grouping, into: &output)
  }

  /// A ratio in per cent: 0.125 is 12.5% with one place. With `signed`, a gain has a plus.
  package func percent(_ ratio: Double, places: Int = 0, signed: Bool = false) -> String {
    string { output in
      if signed && ratio > 0 { output.append("+") }
      write(ratio * 100, places: places, into: &output)
      if ratio.isFinite { output.append("%") }
    }
  }

  /// Words for an axis: 50K, 1.2 lakh, ৫০ হা., ১ লাখ; at most one place.
  package func compact(_ value: Int) -> String { string { writeCompact(Int64(value), into: &$0) } }

  func writeCompact(_ value: Int64, into output: inout Output) {
    writeSign(value < 0, into: &output)
    let units = CompactUnit.all(language, grouping)
    var chosen = units.lastIndex { value.magnitude >= $0.size }
    if let index = chosen, index + 1 < units.count,
      tenths(value.magnitude, of: units[index].size) * units[index].size >= units[index + 1].size * 10
    {
      chosen = index + 1
    }
    guard let chosen else { return write(magnitude: value.magnitude, places: 0, grouping, into: &output) }
    let tenths = tenths(value.magnitude, of: units[chosen].size)
    let round = tenths.isMultiple(of: 10)
    write(magnitude: round ? tenths / 10 : tenths, places: round ? 0 : 1, grouping, into: &output)
    output.append(units[chosen].word)
  }

  private func tenths(_ magnitude: UInt64, of size: UInt64) -> UInt64 {
    let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: size)
    return whole * 10 + (rest * 10 + size / 2) / size
  }

  /// The true minus, as wide as a plus.
  func writeSign(_ negative: Bool, into output: inout Output) {
    if negative { output.append("−") }
  }

  /// A count of units of 10^-places, grouped, in the reader's digits.
  func write(magnitude: UInt64, places: Int, _ grouping: Grouping, into output: inout Output) {
    output.decimal(magnitude, places: places, grouping, digits)
  }

  /// A number without separators, filled up with zeros to a width: years, hours.
  func write(plain value: Int, width: Int = 1, into output: inout Output) {
    output.decimal(UInt64(value), places: 0, nil, digits, width: width)
  }
}

/// A word for a round number, with the space it needs before it.
private struct CompactUnit {
  let size: UInt64
  let word: StaticString

  static func all(_ language: Language, _ grouping: Grouping) -> [CompactUnit] {
    switch (language, grouping) {
    case (.bengali, _): bengali
    case (.english, .lakh): lakh
    case (.english, .thousands): thousands
    }
  }

  private static let bengali = [
    CompactUnit(size: 1000, word: " হা."), CompactUnit(size: 100_000, word: " লাখ"),
    CompactUnit(size: 10_000_000, word: " কোটি"),
  ]
  private static let lakh = [
    CompactUnit(size: 1000, word: "K"), CompactUnit(size: 100_000, word: " lakh"),
    CompactUnit(size: 10_000_000, word: " crore"),
  ]
  private static let thousands = [
    CompactUnit(size: 1000, word: "K"), CompactUnit(size: 1_000_000, word: "M"),
    CompactUnit(size: 1_000_000_000, word: "B"),
  ]
}
