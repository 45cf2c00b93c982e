import Basics
import CSV
import Foundation

@testable import Sheets

/// A file for one test, gone with the value.
final class TestFile: Sendable {
  let path: String

  init(_ bytes: [UInt8]) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "sheet-\(UUID().uuidString)").path
    try Data(bytes).write(to: URL(filePath: path))
  }

  convenience init(_ text: String, in encoding: TextEncoding = .utf8, mark: Bool = false) throws {
    try self.init(encoded(text, in: encoding, mark: mark))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func examine(zone: TimeZoneRules = .utc) throws -> SheetProfile {
    try SheetProfile.examine(path: path, zone: zone)
  }

  /// All rows as a reader gives them, problems as `! kind`.
  func rows(_ format: SheetFormat, from position: SheetPosition? = nil) throws -> [String] {
    var reader = try SheetReader(path: path, format: format, mapping: ColumnMapping(), from: position)
    var found: [String] = []
    while let event = try reader.next() {
      switch event {
      case .row: found.append("\(reader.row.line) " + reader.row.texts.joined(separator: "|"))
      case .problem(let problem): found.append("\(reader.row.line) ! \(problem.kind)")
      }
    }
    return found
  }
}

/// Text as another program would write it. Written apart from the transcoder that is tested by it.
func encoded(_ text: String, in encoding: TextEncoding, mark: Bool) -> [UInt8] {
  let known: String.Encoding =
    switch encoding {
    case .utf8: .utf8
    case .utf16LittleEndian: .utf16LittleEndian
    case .utf16BigEndian: .utf16BigEndian
    case .windows1252: .windowsCP1252
    }
  return Array(((mark ? "\u{FEFF}" : "") + text).data(using: known) ?? Data())
}

extension SheetProfile {
  /// Shorter to compare.
  var layout: String {
    "\(format.encoding.rawValue) \(format.delimiter) \(format.dateOrder) \(format.decimalMark)"
  }
}
