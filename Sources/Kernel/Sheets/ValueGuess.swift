import Basics

/// What the values of some rows say about how dates and numbers are written.
struct ValueGuess {
  private var dates = DateEvidence()
  private var numbers = NumberEvidence()

  init(rows: [[String]]) {
    let width = rows.map(\.count).max() ?? 0
    for column in 0..<width {
      let values = rows.lazy.compactMap { column < $0.count ? $0[column].normalizedLine.latinDigits : nil }
        .filter { !$0.isEmpty }
      dates.take(Array(values))
      numbers.take(Array(values))
    }
  }

  /// Where the file leaves it open, as the zone's country writes it.
  func dateOrder(in zone: TimeZoneRules) -> DateOrder {
    switch (dates.dayFirst > 0, dates.monthFirst > 0) {
    case (true, true): return dates.dayFirst >= dates.monthFirst ? .dayFirst : .monthFirst
    case (true, false): return .dayFirst
    case (false, true): return .monthFirst
    case (false, false): break
    }
    if dates.open == 0 { return .yearFirst }
    return zone.identifier.hasPrefix("America/") && !dates.hasPoints ? .monthFirst : .dayFirst
  }

  var decimalMark: DecimalMark { numbers.comma > numbers.point ? .comma : .point }

  var doubts: [SheetDoubt] {
    var doubts: [SheetDoubt] = []
    if dates.dayFirst > 0 && dates.monthFirst > 0 {
      doubts.append(.mixedDateOrders)
    } else if dates.open > 0 && dates.dayFirst + dates.monthFirst == 0 {
      doubts.append(.dateOrder)
    }
    if numbers.open > 0 && numbers.comma + numbers.point == 0 { doubts.append(.decimalMark) }
    return doubts
  }

  /// Whether a name of a column is more likely a value.
  static func looksLikeValue(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count > 3 else { return false }
    return first < 0x40 && (DateText(text) != nil || NumberShape(text.latinDigits) != nil)
      || text.contains("@")
  }

  static func looksLikeFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first, "=+-@".utf8.contains(first), text.utf8.count > 1 else { return false }
    return first == UInt8(ascii: "=")
      || text.contains("(")
        && text.utf8.dropFirst().first.map { !(0x30...0x39).contains($0) && $0 != 0x20 } ?? false
  }
}

/// Dates that are written in numbers only, and which of their parts can be what.
private struct DateEvidence {
  var dayFirst = 0
  var monthFirst = 0
  var open = 0
  var hasPoints = false

  /// A column counts when nearly all of it are dates: version numbers and sizes look like some.
  mutating func take(_ column: [String]) {
    let shapes = column.compactMap(DateShape.init)
    guard !shapes.isEmpty, shapes.count * 5 >= column.count * 4 else { return }
    for shape in shapes {
      if shape.first > 12 { dayFirst += 1 } else if shape.second > 12 { monthFirst += 1 } else { open += 1 }
      hasPoints = hasPoints || shape.hasPoints
    }
  }
}

/// `20/11/2026`, `1.2.26 10:00`: two numbers and a year.
private struct DateShape {
  let first: Int
  let second: Int
  let hasPoints: Bool

  init?(_ text: String) {
    let date = text.prefix { $0 != " " && $0 != "," && $0 != "T" }
    let parts = date.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "." || $0 == "-" }
    guard parts.count == 3, let first = Int(parts[0]), let second = Int(parts[1]), Int(parts[2]) != nil,
      parts[0].count <= 2, parts[1].count <= 2, parts[2].count == 2 || parts[2].count == 4,
      (1...31).contains(first), (1...31).contains(second), min(first, second) <= 12
    else { return nil }
    self.first = first
    self.second = second
    hasPoints = date.contains(".")
  }
}

/// Numbers with a mark in them.
private struct NumberEvidence {
  var point = 0
  var comma = 0
  var open = 0

  mutating func take(_ column: [String]) {
    let shapes = column.compactMap(NumberShape.init)
    guard !shapes.isEmpty, shapes.count * 5 >= column.count * 4 else { return }
    for shape in shapes {
      switch shape.mark {
      case .some(.point): point += 1
      case .some(.comma): comma += 1
      case nil where shape.isOpen: open += 1
      case nil: break
      }
    }
  }
}

/// A number, and which mark of it can only be the decimals'.
struct NumberShape {
  private(set) var mark: DecimalMark?
  /// It has one mark that could be either's: 1,234.
  private(set) var isOpen = false

  init?(_ text: String) {
    let digits = text.filter { $0.isNumber && $0.isASCII }
    let marks = text.filter { $0 == "." || $0 == "," }
    let rest = text.filter { !($0.isNumber && $0.isASCII) && $0 != "." && $0 != "," }
    guard !digits.isEmpty, text.utf8.count <= 30, NumberShape.isAround(rest) else { return nil }
    guard let last = marks.last, let place = text.lastIndex(of: last) else { return }
    let behind = text[text.index(after: place)...].filter { $0.isNumber }.count
    let lastMark: DecimalMark = last == "." ? .point : .comma
    let other: DecimalMark = last == "." ? .comma : .point
    let same = marks.count { $0 == last }
    if same > 1 {
      // Twice the same is a group's: 1,234,567. A file of versions or addresses has another number of digits.
      guard behind == 3 else { return nil }
      mark = same == marks.count ? other : nil
    } else if marks.count > 1 || behind != 3 {
      mark = lastMark
    } else {
      isOpen = true
    }
  }

  private static func isAround(_ rest: String) -> Bool {
    rest.unicodeScalars.allSatisfy { "৳$€£₹¥%+-() '\u{A0}\u{202F}".unicodeScalars.contains($0) }
      || ["tk", "tk.", "bdt", "usd", "eur"].contains(rest.lowercased().filter { $0 != " " })
  }
}

extension DateText {
  /// A date in any order.
  init?(_ text: String) {
    let orders: [DateOrder] = [.dayFirst, .monthFirst]
    let read = text.utf8Span.span.withUnsafeBufferPointer { bytes in
      orders.lazy.compactMap { DateText(bytes: bytes, order: $0) }.first
    }
    guard let read else { return nil }
    self = read
  }
}
