import Basics

/// Why a row, or a value of it, cannot be read.
package struct SheetProblem: Error, Equatable, Sendable {
  /// The names are lasting: they are stored and counted by.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    case quotes, encoding, nul, columns
    case tooLong = "too_long"
    case missing, number, integer, date, flag
  }

  package let kind: Kind
  /// The key of the field; nil when it is the whole row.
  package let field: String?

  package init(_ kind: Kind, field: String? = nil) {
    self.kind = kind
    self.field = field
  }
}

extension SheetProblem.Kind {
  /// For the person who mends the file.
  package var explanation: Message {
    switch self {
    case .quotes: "a quotation mark too many or too few"
    case .encoding: "characters that are not in the file's encoding"
    case .nul: "a NUL character"
    case .columns: "not as many columns as the header"
    case .tooLong: "too long"
    case .missing: "missing"
    case .number: "not a number"
    case .integer: "not a whole number"
    case .date: "not a date"
    case .flag: "neither yes nor no"
    }
  }
}

/// Why a file cannot be read at all.
package enum SheetRefusal: Error, Equatable, Sendable {
  case empty, headerOnly, noHeader, headerTooLong
  case tooManyColumns(Int)
  case spreadsheet, archive, pdf, image, binary
  case damaged, tooDense
}

extension SheetRefusal {
  /// For the person who sent it: what it is and what to do.
  package var message: Message {
    switch self {
    case .empty: "The file is empty."
    case .headerOnly: "The file has a line of column names and no rows below it."
    case .noHeader: "The first line of the file has no column names. Write the names of the columns there."
    case .headerTooLong: "The first line of the file is too long to be column names. Is it a CSV file?"
    case .tooManyColumns(let most): "The file has more than \(most) columns. Save only those you need."
    case .spreadsheet: "This is a spreadsheet, not a CSV file. Open it, choose Save as, and save it as CSV."
    case .archive: "This is an archive. Unpack it and send the CSV file that is in it."
    case .pdf: "This is a PDF. Export the same list as CSV where it comes from."
    case .image: "This is a picture. Export the same list as CSV where it comes from."
    case .binary: "This is not a text file. Export the same list as CSV where it comes from."
    case .damaged: "The gzipped file is damaged or cut off. Make it again and send that."
    case .tooDense: "The gzipped file unpacks to far too much. Unpack it and send only the CSV file."
    }
  }
}
