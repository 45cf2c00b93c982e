import Basics
import Localization

/// How far a run has come; the part of the page that changes while one looks.
struct ProgressBar: Sendable {
  let rows: Int
  /// Of the whole file, between 0 and 1.
  let fraction: Double
  let rowsPerSecond: Int?
  let secondsLeft: Int?
  let refused: Int

  var percent: Int { max(0, min(100, Int(fraction * 100))) }

  /// What a person wants to know, in one line.
  func words(_ locale: UserLocale) -> String {
    var parts = [locale.text("\(rows) rows")]
    if let rowsPerSecond, rowsPerSecond > 0 { parts.append(locale.text("\(rowsPerSecond) a second")) }
    if let secondsLeft { parts.append(locale.text("\(Message(duration: secondsLeft)) left")) }
    return parts.joined(separator: " · ")
  }
}

extension Message {
  /// How long something takes, no more exact than one cares.
  init(duration seconds: Int) {
    if seconds < 60 {
      self = "\(max(1, seconds)) s"
    } else if seconds < 3600 {
      self = "\(seconds / 60) min"
    } else {
      self = "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
  }

  /// The size of a file.
  init(bytes: Int, in locale: UserLocale) {
    switch bytes {
    case ..<1000: self = "\(bytes) bytes"
    case ..<1_000_000: self = "\(locale.decimal(Double(bytes) / 1e3, places: 0)) KB"
    case ..<1_000_000_000: self = "\(locale.decimal(Double(bytes) / 1e6, places: 1)) MB"
    default: self = "\(locale.decimal(Double(bytes) / 1e9, places: 2)) GB"
    }
  }
}
