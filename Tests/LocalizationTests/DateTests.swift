import Basics
import Localization
import Testing

@Suite struct `A day` {
  let day = LocalDate(days: 20_777)

  @Test func `is said in four ways`() {
    #expect(day.description == "2026-11-20")
    #expect(english.date(day, .short) == "20 Nov" && bengali.date(day, .short) == "২০ নভেম্বর")
    #expect(english.date(day) == "20 Nov 2026" && bengali.date(day) == "২০ নভেম্বর ২০২৬")
    #expect(english.date(day, .long) == "Friday 20 November 2026")
    #expect(bengali.date(day, .long) == "শুক্রবার, ২০ নভেম্বর ২০২৬")
    #expect(english.date(day, .month) == "November 2026" && bengali.date(day, .month) == "নভেম্বর ২০২৬")
  }

  @Test func `with others is said once where they share it`() {
    #expect(english.dates(day...day) == "20 Nov 2026")
    #expect(english.dates((day - 19)...day) == "1–20 Nov 2026")
    #expect(bengali.dates((day - 19)...day) == "১–২০ নভেম্বর ২০২৬")
    #expect(english.dates((day - 30)...day) == "21 Oct – 20 Nov 2026")
    #expect(english.dates((day - 365)...day) == "20 Nov 2025 – 20 Nov 2026")
  }

  @Test func `belongs to a week that begins where the reader's does`() {
    var locale = bengali
    locale.firstWeekday = .saturday
    #expect(
      locale.weekdays.map { locale.weekday($0, short: true) } == ["শনি", "রবি", "সোম", "মঙ্গল", "বুধ", "বৃহ", "শুক্র"])
    #expect(english.weekdays.map { english.weekday($0) }.first == "Sunday")
  }

  @Test func `has its name in every month and on every weekday`() {
    for offset in 0..<366 {
      let day = day + offset
      for locale in [english, bengali] {
        for style in [DateStyle.short, .medium, .long, .month] {
          #expect(locale.date(day, style).utf8.count > 4)
        }
      }
    }
    #expect(
      Set((0..<12).map { bengali.date(day.adding(months: $0), .month).split(separator: " ")[0] }).count == 12)
  }
}

@Suite struct `A time` {
  private let instant = Instant(seconds: 1_795_161_909)  // 2026-11-20T08:05:09Z
  private func locale(_ language: Language, _ cycle: HourCycle) throws -> UserLocale {
    UserLocale(
      language: language, zone: try #require(TimeZoneRules("Asia/Dhaka")), currency: .bdt, hourCycle: cycle)
  }

  @Test func `is that of the reader's zone and clock`() throws {
    #expect(try locale(.english, .twentyFour).time(instant) == "14:05")
    #expect(try locale(.english, .twelve).time(instant) == "2:05 pm")
    #expect(try locale(.bengali, .twentyFour).time(instant) == "১৪:০৫")
    #expect(try locale(.bengali, .twelve).time(instant) == "দুপুর ২:০৫")
    #expect(try locale(.english, .twentyFour).dateTime(instant) == "20 Nov 2026, 14:05")
  }

  @Test func `has midnight and noon at twelve`() throws {
    let midnight = Instant(seconds: 1_795_111_200)  // 2026-11-20T00:00+06:00
    let english = try locale(.english, .twelve)
    let bengali = try locale(.bengali, .twelve)
    #expect(english.time(midnight) == "12:00 am" && english.time(midnight + .seconds(43200)) == "12:00 pm")
    #expect(bengali.time(midnight) == "রাত ১২:০০")
    let parts = [0: "রাত", 4: "ভোর", 6: "সকাল", 12: "দুপুর", 16: "বিকেল", 18: "সন্ধ্যা", 20: "রাত", 23: "রাত"]
    for (hour, part) in parts {
      #expect(bengali.time(midnight + .seconds(hour * 3600)).hasPrefix(part + " "))
    }
  }

  @Test(arguments: [
    (0, "just now", "এইমাত্র"), (59, "just now", "এইমাত্র"), (-59, "just now", "এইমাত্র"),
    (60, "1 minute ago", "১ মিনিট আগে"), (720, "12 minutes ago", "১২ মিনিট আগে"),
    (-300, "in 5 minutes", "৫ মিনিট পরে"), (3600, "1 hour ago", "১ ঘণ্টা আগে"), (-7200, "in 2 hours", "২ ঘণ্টা পরে"),
    (86_400, "yesterday", "গতকাল"), (-86_400, "tomorrow", "আগামীকাল"), (3 * 86_400, "3 days ago", "৩ দিন আগে"),
    (-2 * 86_400, "in 2 days", "২ দিন পরে"), (30 * 86_400, "21 Oct 2026", "২১ অক্টোবর ২০২৬"),
  ])
  func `is told from now`(ago: Int, inEnglish: String, inBengali: String) throws {
    let then = instant - .seconds(ago)
    #expect(try locale(.english, .twentyFour).relative(then, now: instant) == inEnglish)
    #expect(try locale(.bengali, .twentyFour).relative(then, now: instant) == inBengali)
  }
}

@Suite struct `A day of the Bangla calendar` {
  @Test(arguments: [
    ("2026-04-14", "১ বৈশাখ ১৪৩৩"), ("2026-04-13", "৩০ চৈত্র ১৪৩২"), ("2026-02-21", "৮ ফাল্গুন ১৪৩২"),
    ("2024-02-21", "৮ ফাল্গুন ১৪৩০"), ("2026-03-26", "১২ চৈত্র ১৪৩২"), ("2024-03-26", "১২ চৈত্র ১৪৩০"),
    ("2026-12-16", "১ পৌষ ১৪৩৩"), ("2026-11-20", "৫ অগ্রহায়ণ ১৪৩৩"), ("2024-03-14", "৩০ ফাল্গুন ১৪৩০"),
  ])
  func `is that of Bangla Academy`(day: String, bangla: String) throws {
    #expect(bengali.date(BanglaDate(try #require(LocalDate(day)))) == bangla)
  }

  @Test(arguments: [
    ("2026-11-20", "2026-11-20", "৫ অগ্রহায়ণ ১৪৩৩"), ("2026-11-16", "2026-11-20", "১–৫ অগ্রহায়ণ ১৪৩৩"),
    ("2026-10-22", "2026-11-20", "৬ কার্তিক – ৫ অগ্রহায়ণ ১৪৩৩"),
    ("2026-04-13", "2026-04-14", "৩০ চৈত্র ১৪৩২ – ১ বৈশাখ ১৪৩৩"),
  ])
  func `stands in a range as one would say it`(first: String, last: String, text: String) throws {
    let days = try #require(LocalDate(first))...#require(LocalDate(last))
    #expect(bengali.banglaDates(days) == text)
  }

  @Test func `follows the day before`() throws {
    var last = BanglaDate(LocalDate(days: 17_000))
    for days in 17_001..<24_500 {
      let next = BanglaDate(LocalDate(days: days))
      let isNextDay = next.day == last.day + 1 && next.month == last.month && next.year == last.year
      let isNewMonth =
        next.day == 1 && (29...31).contains(last.day) && next.month == last.month % 12 + 1
        && next.year == (next.month == 1 ? last.year + 1 : last.year)
      #expect(isNextDay || isNewMonth)
      last = next
    }
    #expect(english.date(BanglaDate(try #require(LocalDate("2026-11-20")))) == "5 Ogrohayon 1433")
  }
}
