/// The rule for all years to come at the end of a zone's file: `EST5EDT,M3.2.0,M11.1.0` (POSIX TZ, RFC 8536
/// 3.3).
struct ZoneRule {
  private var standard: Int32 = 0
  private var summer: (offset: Int32, begins: Day, ends: Day)?

  /// nil when it cannot be read.
  init?(_ text: String) {
    var reader = RuleReader(text)
    guard reader.skipName(), let west = reader.time() else { return nil }
    standard = Int32(-west)
    guard !reader.isAtEnd else { return }
    guard reader.skipName() else { return nil }
    let offset = reader.isAt(",") ? standard + 3600 : reader.time().map { Int32(-$0) }
    guard let offset, let begins = reader.day(), let ends = reader.day(), reader.isAtEnd else { return nil }
    summer = (offset, begins, ends)
  }

  /// The changes in the given years, in order.
  func changes(from first: Int, through last: Int) -> [ZoneTable.Change] {
    guard let summer else { return [] }
    let pairs = (first...last).flatMap { year in
      [
        ZoneTable.Change(time: summer.begins.wallSeconds(in: year) - Int64(standard), offset: summer.offset),
        ZoneTable.Change(time: summer.ends.wallSeconds(in: year) - Int64(summer.offset), offset: standard),
      ]
    }
    return pairs.sorted { $0.time < $1.time }
  }

  /// A day of the year and a time on it.
  struct Day {
    enum Form {
      /// `M3.5.0`: the fifth (that is, last) Sunday of March.
      case weekday(month: Int, week: Int, weekday: Int)
      /// `J60`: 1 to 365, 29 February never counted.
      case julian(Int)
      /// `59`: 0 to 365, 29 February counted.
      case zeroBased(Int)
    }

    let form: Form
    let seconds: Int

    func wallSeconds(in year: Int) -> Int64 {
      guard let newYear = LocalDate(year: year, month: 1, day: 1) else { return 0 }
      let date =
        switch form {
        case .zeroBased(let day): newYear + day
        case .julian(let day):
          newYear + (day - 1) + (day >= 60 && LocalDate.length(ofMonth: 2, in: year) == 29 ? 1 : 0)
        case .weekday(let month, let week, let weekday):
          Day.date(newYear.adding(months: month - 1), week, weekday)
        }
      return Int64(date.days) * 86400 + Int64(seconds)
    }

    private static func date(_ first: LocalDate, _ week: Int, _ weekday: Int) -> LocalDate {
      let date = first + (weekday - first.weekday.rawValue + 7) % 7 + 7 * (week - 1)
      return date.month == first.month ? date : date - 7
    }
  }
}

private struct RuleReader {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  var isAtEnd: Bool { rest.isEmpty }
  func isAt(_ character: Character) -> Bool { rest.first == character }

  /// Letters, or anything in angle brackets.
  mutating func skipName() -> Bool {
    if skip("<") {
      guard let end = rest.firstIndex(of: ">") else { return false }
      rest = rest[rest.index(after: end)...]
      return true
    }
    let name = rest.prefix { $0.isLetter }
    rest = rest.dropFirst(name.count)
    return !name.isEmpty
  }

  /// `5`, `-3:30`, `+1:00:00`, in seconds.
  mutating func time() -> Int? {
    let sign = skip("-") ? -1 : 1
    if sign == 1 { _ = skip("+") }
    guard var seconds = number().map({ $0 * 3600 }) else { return nil }
    for unit in [60, 1] where skip(":") {
      guard let part = number() else { return nil }
      seconds += part * unit
    }
    return sign * seconds
  }

  /// `,M10.5.0/-1`; without a time it is two o'clock.
  mutating func day() -> ZoneRule.Day? {
    guard skip(","), let form = form() else { return nil }
    guard skip("/") else { return ZoneRule.Day(form: form, seconds: 7200) }
    return time().map { ZoneRule.Day(form: form, seconds: $0) }
  }

  private mutating func form() -> ZoneRule.Day.Form? {
    if skip("J") { return number().map { .julian($0) } }
    guard skip("M") else { return number().map { .zeroBased($0) } }
    guard let month = number(), skip("."), let week = number(), skip("."), let weekday = number() else {
      return nil
    }
    return .weekday(month: month, week: week, weekday: weekday)
  }

  private mutating func skip(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func number() -> Int? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return digits.count <= 4 ? Int(digits) : nil
  }
}
