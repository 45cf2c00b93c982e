import Basics

/// Takes a date apart from front to back.
struct DateReader {
  private var rest: Substring.UnicodeScalarView
  private let order: DateOrder

  init(_ text: String, order: DateOrder) {
    rest = text.normalizedLine.latinDigits.lowercased()[...].unicodeScalars
    self.order = order
  }

  mutating func read() -> DateText? {
    if let serial = excelSerial() { return serial }
    skipWeekday()
    guard let date = date() else { return nil }
    guard !rest.isEmpty else { return DateText(LocalDateTime(date), offset: nil) }
    guard skipBeforeTime(), let second = time() else { return nil }
    skipSpaces()
    let offset = offset()
    return rest.isEmpty ? DateText(LocalDateTime(date, secondOfDay: second), offset: offset) : nil
  }

  /// Days since 1899-12-30, with the time as a fraction: what a spreadsheet keeps and some exports show. Only from
  /// 1954 to 2119, or every number would be a date.
  private func excelSerial() -> DateText? {
    let text = String(Substring(rest))
    guard let serial = Double(text), (20000..<80000).contains(serial), text.utf8.allSatisfy(isSerialByte),
      let epoch = LocalDate(year: 1899, month: 12, day: 30)
    else { return nil }
    let seconds = Int((serial * 86400).rounded())
    return DateText(LocalDateTime(epoch + seconds / 86400, secondOfDay: seconds % 86400), offset: nil)
  }

  private func isSerialByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
  }

  private mutating func skipWeekday() {
    let start = rest
    let name = word()
    guard name.count >= 3, CalendarWords.weekdays.contains(where: { $0.hasPrefix(name) }) else {
      rest = start
      return
    }
    skip(where: { $0 == "," || $0 == "." || $0 == " " })
  }

  private mutating func date() -> LocalDate? {
    if let month = month() {
      skipSeparators()
      guard let day = number(atMost: 2) else { return nil }
      skipOrdinal()
      guard skipSeparators() else { return nil }
      return year().flatMap { LocalDate(year: $0, month: month, day: day.value) }
    }
    guard let first = number(atMost: 4) else { return nil }
    skipOrdinal()
    guard skipSeparators() else { return nil }
    if let month = month() {
      skipSeparators()
      if first.digits == 4 {
        return number(atMost: 2).flatMap { LocalDate(year: first.value, month: month, day: $0.value) }
      }
      return year().flatMap { LocalDate(year: $0, month: month, day: first.value) }
    }
    return numeric(first)
  }

  private mutating func numeric(_ first: Number) -> LocalDate? {
    guard let second = number(atMost: 2), skipSeparators(), let third = number(atMost: 4) else { return nil }
    if first.digits == 4 || (order == .yearFirst && third.digits <= 2) {
      return LocalDate(year: full(first), month: second.value, day: third.value)
    }
    guard third.digits == 4 || third.digits == 2, first.digits <= 2 else { return nil }
    return order == .monthFirst
      ? LocalDate(year: full(third), month: first.value, day: second.value)
      : LocalDate(year: full(third), month: second.value, day: first.value)
  }

  private mutating func year() -> Int? {
    number(atMost: 4).flatMap { $0.digits == 4 || $0.digits == 2 ? full($0) : nil }
  }

  /// Two digits are a year from 1970 to 2069.
  private func full(_ year: Number) -> Int {
    year.digits > 2 ? year.value : year.value + (year.value < 70 ? 2000 : 1900)
  }

  private mutating func month() -> Int? {
    let start = rest
    let name = word()
    skip(where: { $0 == "." })
    if let month = CalendarWords.month(name) { return month }
    rest = start
    return nil
  }

  /// What stands between date and time.
  private mutating func skipBeforeTime() -> Bool {
    let start = rest.count
    skip(where: { $0 == " " || $0 == "," || $0 == "\u{A0}" || $0 == "\u{202F}" })
    if rest.first == "t" { rest.removeFirst() }
    if rest.starts(with: "at ".unicodeScalars) { rest.removeFirst(3) }
    return rest.count < start
  }

  /// Seconds since midnight: `10:05`, `10:05:30.123`, `10:05 pm`, `10 pm`.
  private mutating func time() -> Int? {
    guard let hour = number(atMost: 2), hour.value < 24 else { return nil }
    var parts = [hour.value, 0, 0]
    for index in 1...2 where rest.first == ":" || (rest.first == "." && index == 1) {
      rest.removeFirst()
      guard let part = number(atMost: 2), part.value < 60 else { return nil }
      parts[index] = part.value
    }
    if rest.first == "." {
      rest.removeFirst()
      guard number(atMost: 9) != nil else { return nil }
    }
    guard let hours = halfOfDay(parts[0]) else { return nil }
    return hours * 3600 + parts[1] * 60 + parts[2]
  }

  /// The hour of 24, with `am` or `pm` behind it.
  private mutating func halfOfDay(_ hour: Int) -> Int? {
    let start = rest
    skipSpaces()
    let mark = word()
    let isAfternoon = ["pm", "p.m", "p"].contains(mark)
    guard isAfternoon || ["am", "a.m", "a"].contains(mark) else {
      rest = start
      return hour
    }
    skip(where: { $0 == "." })
    guard (1...12).contains(hour) else { return nil }
    return hour % 12 + (isAfternoon ? 12 : 0)
  }

  /// `z`, `utc`, `+06:00`, `-0330`, `+6`, in seconds.
  private mutating func offset() -> Int? {
    let start = rest
    let name = word()
    if ["z", "utc", "gmt"].contains(name), rest.isEmpty { return 0 }
    if name.isEmpty || name == "utc" || name == "gmt", let offset = signedOffset() { return offset }
    rest = start
    return nil
  }

  private mutating func signedOffset() -> Int? {
    guard let sign = rest.first, sign == "+" || sign == "-" || sign == "\u{2212}" else { return nil }
    rest.removeFirst()
    guard let hours = number(atMost: 2) else { return nil }
    if rest.first == ":" { rest.removeFirst() }
    let minutes = number(atMost: 2)?.value ?? 0
    guard hours.value <= 14, minutes < 60 else { return nil }
    return (sign == "+" ? 1 : -1) * (hours.value * 3600 + minutes * 60)
  }

  private struct Number {
    let value: Int
    let digits: Int
  }

  private mutating func number(atMost digits: Int) -> Number? {
    var value = 0
    var count = 0
    while count < digits, let scalar = rest.first, ("0"..."9").contains(scalar) {
      value = value * 10 + Int(scalar.value - 0x30)
      count += 1
      rest.removeFirst()
    }
    return count > 0 ? Number(value: value, digits: count) : nil
  }

  /// Letters, with a point between two.
  private mutating func word() -> String {
    var word = String.UnicodeScalarView()
    while let scalar = rest.first, isLetter(scalar) || isInitial(word) {
      word.append(scalar)
      rest.removeFirst()
    }
    return String(word)
  }

  /// Hasanta and nukta are no letters by themselves, but parts of words.
  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.value == 0x9CD || scalar.value == 0x9BC
  }

  /// Whether the point of `p.m.` comes.
  private func isInitial(_ word: String.UnicodeScalarView) -> Bool {
    rest.first == "." && word.count == 1 && rest.dropFirst().first == "m"
  }

  private mutating func skipOrdinal() {
    for ordinal in ["st", "nd", "rd", "th"] where rest.starts(with: ordinal.unicodeScalars) {
      return rest.removeFirst(2)
    }
  }

  @discardableResult private mutating func skipSeparators() -> Bool {
    skip(where: { $0 == "-" || $0 == "/" || $0 == "." || $0 == " " || $0 == "," || $0 == "\u{A0}" })
  }

  private mutating func skipSpaces() { skip(where: { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" }) }

  @discardableResult private mutating func skip(where matches: (Unicode.Scalar) -> Bool) -> Bool {
    let count = rest.count
    while let scalar = rest.first, matches(scalar) { rest.removeFirst() }
    return rest.count < count
  }
}

/// The names of months and days, in the languages our shops write in.
enum CalendarWords {
  static func month(_ word: String) -> Int? {
    if word.unicodeScalars.count >= 3, let month = english.firstIndex(where: { $0.hasPrefix(word) }) {
      return month + 1
    }
    if word == "sept" { return 9 }
    return bengali.firstIndex { $0.contains(word) }.map { $0 + 1 }
  }

  static let weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]

  private static let english = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]
  private static let bengali = [
    ["জানুয়ারি", "জানুয়ারী"], ["ফেব্রুয়ারি", "ফেব্রুয়ারী"], ["মার্চ"], ["এপ্রিল"], ["মে"], ["জুন"],
    ["জুলাই"], ["আগস্ট"], ["সেপ্টেম্বর"], ["অক্টোবর"], ["নভেম্বর"], ["ডিসেম্বর"],
  ].map { $0.map(\.normalizedLine) }
}
