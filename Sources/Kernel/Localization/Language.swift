/// A language the interface is written in.
package enum Language: String, Sendable, CaseIterable, Codable {
  case english = "en"
  case bengali = "bn"

  /// Its own name, for those who can read it.
  package var name: String {
    switch self {
    case .english: "English"
    case .bengali: "বাংলা"
    }
  }

  /// The digits it is written with where nothing else was chosen.
  package var digits: Digits { self == .bengali ? .bengali : .latin }

  /// The one an `Accept-Language` header likes best; nil when it names none of ours.
  package init?(acceptLanguage header: String) {
    var best: (language: Language, quality: Double)?
    for item in header.split(separator: ",") {
      let parts = item.split(separator: ";").map { $0.trimmingPrefix { $0 == " " } }
      let tag = parts.first?.prefix { $0 != "-" && $0 != " " }.lowercased() ?? ""
      let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      guard let language = Language(rawValue: tag), quality > best?.quality ?? 0 else { continue }
      best = (language, quality)
    }
    guard let best else { return nil }
    self = best.language
  }
}

/// The shapes of digits.
package enum Digits: String, Sendable, CaseIterable, Codable {
  case latin
  case bengali
}

/// How the time of day is told.
package enum HourCycle: String, Sendable, CaseIterable, Codable {
  /// 14:05
  case twentyFour
  /// 2:05 pm, দুপুর ২:০৫
  case twelve
}
