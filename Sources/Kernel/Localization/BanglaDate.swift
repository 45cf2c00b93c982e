import Basics

/// A day of the Bangla calendar as Bangladesh keeps it since 2019, when 21 February became 8 Falgun for good.
///
/// The year begins on 14 April. Six months of 31 days, four of 30, Falgun of 29 (30 in a leap year), Choitro of
/// 30. Source: Bangla Academy. West Bengal keeps another, by the sun.
package struct BanglaDate: Hashable, Sendable {
  package let year: Int
  /// 1, Boishakh, to 12, Choitro.
  package let month: Int
  package let day: Int

  package init(_ date: LocalDate) {
    let (year, month, day) = date.parts
    let isBehindNewYear = (month, day) >= (4, 14)
    self.year = isBehindNewYear ? year - 593 : year - 594
    let newYear = date.startOfYear.adding(months: isBehindNewYear ? 3 : -9) + 13
    // Falgun, the eleventh month, lies in the civil year in which this one ends.
    let leapDay = (newYear.adding(months: 10)).daysInMonth - 28
    let lengths = [31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 29 + leapDay, 30]
    var rest = date - newYear
    var index = 0
    while rest >= lengths[index] {
      rest -= lengths[index]
      index += 1
    }
    self.month = index + 1
    self.day = rest + 1
  }
}

extension UserLocale {
  /// ৫ অগ্রহায়ণ ১৪৩৩, 5 Ogrohayon 1433.
  package func date(_ date: BanglaDate) -> String {
    string { output in
      write(plain: date.day, into: &output)
      output.append(" ")
      output.append(language.banglaMonth(date.month))
      output.append(" ")
      write(plain: date.year, into: &output)
    }
  }
}

extension UserLocale {
  /// Some days in the Bangla calendar: ৬ কার্তিক – ৫ অগ্রহায়ণ ১৪৩৩, ১–৫ অগ্রহায়ণ ১৪৩৩.
  package func banglaDates(_ days: ClosedRange<LocalDate>) -> String {
    let (first, last) = (BanglaDate(days.lowerBound), BanglaDate(days.upperBound))
    guard first != last else { return date(last) }
    return string { output in
      write(plain: first.day, into: &output)
      if (first.month, first.year) == (last.month, last.year) {
        output.append("–")
      } else {
        output.append(" ")
        output.append(language.banglaMonth(first.month))
        if first.year != last.year {
          output.append(" ")
          write(plain: first.year, into: &output)
        }
        output.append(" – ")
      }
      output.append(date(last))
    }
  }
}

extension Language {
  fileprivate func banglaMonth(_ month: Int) -> StaticString {
    switch self {
    case .english: englishNames[month - 1]
    case .bengali: bengaliNames[month - 1]
    }
  }
}

private let englishNames: [StaticString] = [
  "Boishakh", "Joishtho", "Asharh", "Srabon", "Bhadro", "Ashwin", "Kartik", "Ogrohayon", "Poush", "Magh",
  "Falgun",
  "Choitro",
]
private let bengaliNames: [StaticString] = [
  "বৈশাখ", "জ্যৈষ্ঠ", "আষাঢ়", "শ্রাবণ", "ভাদ্র", "আশ্বিন", "কার্তিক", "অগ্রহায়ণ", "পৌষ", "মাঘ", "ফাল্গুন", "চৈত্র",
]
