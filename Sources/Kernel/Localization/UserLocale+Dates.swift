import Basics

/// How much of a day is said.
package enum DateStyle: Sendable {
  /// 20 Nov, ২০ নভেম্বর
  case short
  /// 20 Nov 2026, ২০ নভেম্বর ২০২৬
  case medium
  /// Friday 20 November 2026, শুক্রবার, ২০ নভেম্বর ২০২৬
  case long
  /// November 2026, নভেম্বর ২০২৬
  case month
}

extension UserLocale {
  package func date(_ date: LocalDate, _ style: DateStyle = .medium) -> String {
    string { write(date, style, into: &$0) }
  }

  package func write(_ date: LocalDate, _ style: DateStyle = .medium, into output: inout Output) {
    let (year, month, day) = date.parts
    if style == .long {
      output.append(language.weekday(date.weekday))
      output.append(language == .bengali ? ", " : " ")
    }
    if style != .month {
      write(plain: day, into: &output)
      output.append(" ")
    }
    output.append(style == .long || style == .month ? language.month(month) : language.shortMonth(month))
    guard style != .short else { return }
    output.append(" ")
    write(plain: year, into: &output)
  }

  /// The month of a day, as short as under an axis: Nov, নভেম্বর.
  package func monthName(_ date: LocalDate) -> String { language.shortMonth(date.month).description }

  /// Some days as one would say them: 1–20 Nov 2026, 28 Oct – 3 Nov 2026.
  package func dates(_ dates: ClosedRange<LocalDate>) -> String {
    let (first, last) = (dates.lowerBound, dates.upperBound)
    guard first != last else { return date(last) }
    return string { output in
      if first.startOfMonth == last.startOfMonth {
        write(plain: first.day, into: &output)
        output.append("–")
      } else {
        write(first, first.year == last.year ? .short : .medium, into: &output)
        output.append(" – ")
      }
      write(last, .medium, into: &output)
    }
  }

  /// Friday, শুক্রবার; short Fri, শুক্র.
  package func weekday(_ weekday: Weekday, short: Bool = false) -> String {
    (short ? language.shortWeekday(weekday) : language.weekday(weekday)).description
  }

  /// The days of a week in the reader's order.
  package var weekdays: [Weekday] {
    (0..<7).compactMap { Weekday(rawValue: (firstWeekday.rawValue + $0) % 7) }
  }

  /// The time of day in the reader's zone: 14:05, 2:05 pm, দুপুর ২:০৫.
  package func time(_ instant: Instant) -> String {
    string { write(time: zone.local(instant), into: &$0) }
  }

  /// Day and time in the reader's zone: 20 Nov 2026, 14:05.
  package func dateTime(_ instant: Instant) -> String { string { writeDateTime(instant, into: &$0) } }

  package func writeDateTime(_ instant: Instant, into output: inout Output) {
    let local = zone.local(instant)
    write(local.date, .medium, into: &output)
    output.append(", ")
    write(time: local, into: &output)
  }

  private func write(time: LocalDateTime, into output: inout Output) {
    let twelve = hourCycle == .twelve
    if twelve && language == .bengali {
      output.append(language.dayPeriod(hour: time.hour))
      output.append(" ")
    }
    write(plain: twelve ? (time.hour + 11) % 12 + 1 : time.hour, width: twelve ? 1 : 2, into: &output)
    output.append(":")
    write(plain: time.minute, width: 2, into: &output)
    if twelve && language == .english {
      output.append(" ")
      output.append(language.dayPeriod(hour: time.hour))
    }
  }

  /// How long ago or how soon: just now, 12 minutes ago, in 3 hours, yesterday; after a week the date.
  package func relative(_ instant: Instant, now: Instant) -> String {
    let seconds = Int(now.wholeSeconds - instant.wholeSeconds)
    let days = zone.date(of: now) - zone.date(of: instant)
    let (minutes, hours) = (abs(seconds) / 60, abs(seconds) / 3600)
    switch seconds {
    case -59...59: return text("just now")
    case 60..<3600: return text("\(minutes) minutes ago")
    case -3599 ..< -59: return text("in \(minutes) minutes")
    case 3600..<86400 where days == 0 || hours < 12: return text("\(hours) hours ago")
    case -86399 ..< -3599 where days == 0 || hours < 12: return text("in \(hours) hours")
    default: break
    }
    switch days {
    case 1: return text("yesterday")
    case -1: return text("tomorrow")
    case 2...7: return text("\(days) days ago")
    case -7 ..< -1: return text("in \(-days) days")
    default: return date(zone.date(of: instant))
    }
  }
}
