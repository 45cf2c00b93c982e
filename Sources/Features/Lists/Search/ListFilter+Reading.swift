import Basics

extension ListFilter {
  /// What the address says, as far as it can be read and means something: the rest is as if it were not there.
  func read(_ query: (String) -> String?) -> [String: String] {
    switch control {
    case .period: return ListFilter.period(query)
    default: break
    }
    var values: [String: String] = [:]
    for name in parameters {
      if let text = query(name).flatMap(read) { values[name] = text }
    }
    return values
  }

  private func read(_ text: String) -> String? {
    switch control {
    case .choice(let choices): return choices.contains { $0.value == text } ? text : nil
    case .choiceOrKey(let choices):
      return choices.contains { $0.value == text } ? text : RecordID<ListFilter>(text)?.description
    case .key: return RecordID<ListFilter>(text)?.description
    case .day: return LocalDate(text.latinDigits)?.description
    case .numbers: return Int(text.latinDigits).flatMap { 0...1_000_000_000 ~= $0 ? String($0) : nil }
    case .amounts: return UnitPrice(text).flatMap { $0.millionths.magnitude < 1 << 53 ? $0.description : nil }
    case .chosen, .text, .words, .hidden, .period:
      let line = String(text.normalizedLine.unicodeScalars.prefix(200))
      return line.isEmpty ? nil : line
    }
  }

  private static func period(_ query: (String) -> String?) -> [String: String] {
    let period = ListPeriod(preset: query("period"), from: query("from"), to: query("to"))
    if period.isAll { return [:] }
    var values = ["period": period.preset.rawValue]
    values["from"] = period.first?.description
    values["to"] = period.last?.description
    return values
  }
}
