import Basics

/// How a file is written: what must be known to read its rows and values.
package struct SheetFormat: Codable, Equatable, Sendable {
  package var encoding: TextEncoding
  package var delimiter: Delimiter
  package var dateOrder: DateOrder
  package var decimalMark: DecimalMark
  /// The zone its times are written in, where they do not say one themselves.
  package var zone: TimeZoneRules
  /// Whether rows may end early: some spreadsheets leave out the empty cells at a row's end.
  package var allowsShortRows: Bool

  package init(
    encoding: TextEncoding = .utf8, delimiter: Delimiter = .comma, dateOrder: DateOrder = .yearFirst,
    decimalMark: DecimalMark = .point, zone: TimeZoneRules = .utc, allowsShortRows: Bool = false
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.dateOrder = dateOrder
    self.decimalMark = decimalMark
    self.zone = zone
    self.allowsShortRows = allowsShortRows
  }
}

/// What stands between two fields.
package enum Delimiter: String, Codable, CaseIterable, Sendable {
  case comma = ","
  case semicolon = ";"
  case tab = "\t"
  case bar = "|"

  package var scalar: Unicode.Scalar {
    switch self {
    case .comma: ","
    case .semicolon: ";"
    case .tab: "\t"
    case .bar: "|"
    }
  }

  package var title: Message {
    switch self {
    case .comma: "Comma ,"
    case .semicolon: "Semicolon ;"
    case .tab: "Tab"
    case .bar: "Bar |"
    }
  }
}

/// Which part of a date comes first, where it is written in numbers only. A year of four digits in front is
/// understood in any.
package enum DateOrder: String, Codable, CaseIterable, Sendable {
  case yearFirst = "year"
  case dayFirst = "day"
  case monthFirst = "month"

  package var title: Message {
    switch self {
    case .yearFirst: "Year first (2026-11-20)"
    case .dayFirst: "Day first (20/11/2026)"
    case .monthFirst: "Month first (11/20/2026)"
    }
  }
}

/// What stands between the whole and the fraction of a number; the other one may group its digits.
package enum DecimalMark: String, Codable, CaseIterable, Sendable {
  case point = "."
  case comma = ","

  package var title: Message {
    switch self {
    case .point: "Point (1,234.56)"
    case .comma: "Comma (1.234,56)"
    }
  }
}
