import Basics

// Names as they are written inside a date. Source: CLDR 44; the Bengali ones as newspapers in Dhaka write
// them.

extension Language {
  func month(_ month: Int) -> StaticString {
    switch self {
    case .english: englishMonths[month - 1]
    case .bengali: bengaliMonths[month - 1]
    }
  }

  func shortMonth(_ month: Int) -> StaticString {
    switch self {
    case .english: englishShortMonths[month - 1]
    case .bengali: bengaliMonths[month - 1]
    }
  }

  func weekday(_ weekday: Weekday) -> StaticString {
    switch self {
    case .english: englishWeekdays[weekday.rawValue]
    case .bengali: bengaliWeekdays[weekday.rawValue]
    }
  }

  func shortWeekday(_ weekday: Weekday) -> StaticString {
    switch self {
    case .english: englishShortWeekdays[weekday.rawValue]
    case .bengali: bengaliShortWeekdays[weekday.rawValue]
    }
  }

  /// The part of the day that a time is told by on a twelve-hour clock.
  func dayPeriod(hour: Int) -> StaticString {
    switch self {
    case .english: hour < 12 ? "am" : "pm"
    case .bengali:
      switch hour {
      case 4..<6: "ভোর"
      case 6..<12: "সকাল"
      case 12..<16: "দুপুর"
      case 16..<18: "বিকেল"
      case 18..<20: "সন্ধ্যা"
      default: "রাত"
      }
    }
  }
}

private let englishMonths: [StaticString] = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November",
  "December",
]
private let englishShortMonths: [StaticString] = [
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]
private let bengaliMonths: [StaticString] = [
  "জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর",
  "ডিসেম্বর",
]
private let englishWeekdays: [StaticString] = [
  "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
]
private let englishShortWeekdays: [StaticString] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
private let bengaliWeekdays: [StaticString] = [
  "রবিবার", "সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার",
]
private let bengaliShortWeekdays: [StaticString] = ["রবি", "সোম", "মঙ্গল", "বুধ", "বৃহ", "শুক্র", "শনি"]
