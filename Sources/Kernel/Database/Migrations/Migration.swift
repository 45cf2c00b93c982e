import Basics
import FoundationEssentials

/// A file of the migrations folder: `2026-11-20-1405-orders.sql`.
struct Migration: Equatable, Sendable {
  /// Without `.sql`. The order of names is the order of migrations.
  let name: String
  let text: String

  /// What cannot run in a transaction (`create index concurrently`) says so in its first line, and is alone
  /// in its file.
  var isTransactional: Bool { !text.hasPrefix("-- no transaction") }

  /// All of a folder, in order.
  static func all(in directory: String) throws -> [Migration] {
    let files = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    return try files.filter { $0.hasSuffix(".sql") && $0 != "schema.sql" }.map { file in
      let name = String(file.dropLast(4))
      guard isName(name) else {
        throw DatabaseError(
          .misuse, "\(directory)/\(file): a migration is named like 2026-11-20-1405-orders.sql")
      }
      let bytes = try contents(ofFile: directory + "/" + file)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw DatabaseError(.misuse, "\(directory)/\(file) is not UTF-8")
      }
      return Migration(name: name, text: text)
    }
  }

  private static func isName(_ name: String) -> Bool {
    let parts = name.split(separator: "-", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5, zip(parts, [4, 2, 2, 4]).allSatisfy({ isNumber($0, $1) }) else { return false }
    return !parts[4].isEmpty
      && parts[4].utf8.allSatisfy { isLowerCase($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isNumber(_ text: Substring, _ digits: Int) -> Bool {
    text.utf8.count == digits && text.utf8.allSatisfy(isDigit)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
  private static func isLowerCase(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }

  /// The line of a position that PostgreSQL reports.
  func line(of position: Int) -> Int { text.prefix(max(0, position - 1)).count { $0.isNewline } + 1 }
}
