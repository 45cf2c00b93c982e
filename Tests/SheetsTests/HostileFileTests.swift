import Basics
import CSV
import Foundation
import Testing

@testable import Sheets

@Suite struct `A hostile file` {
  private func refusal(_ bytes: [UInt8]) throws -> SheetRefusal? {
    do {
      _ = try TestFile(bytes).examine()
      return nil
    } catch let refusal as SheetRefusal {
      return refusal
    }
  }

  @Test func `that is empty is said to be`() throws {
    #expect(try refusal([]) == .empty)
    #expect(try refusal(Array("\u{FEFF}".utf8)) == .empty)
    #expect(try refusal(Array("\r\n\r\n".utf8)) == .empty)
    #expect(try refusal([0x1F, 0x8B] + gzipOfNothing) == .empty)
  }

  @Test func `with a header and nothing else is said to have no rows`() throws {
    #expect(try refusal(Array("Name,Price\n".utf8)) == .headerOnly)
    #expect(try refusal(Array("Name,Price".utf8)) == .headerOnly)
    #expect(try refusal(Array("sep=;\nName;Price\n".utf8)) == .headerOnly)
  }

  @Test func `without names in its first line is refused`() throws {
    #expect(try refusal(Array(",,\n1,2,3\n".utf8)) == .noHeader)
  }

  @Test func `that is something else is called by its name`() throws {
    let workbook =
      Array("PK\u{3}\u{4}".utf8) + [20, 0, 6, 0] + Array("....[Content_Types].xml....xl/workbook.xml".utf8)
    #expect(try refusal(workbook) == .spreadsheet)
    let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
    #expect(try refusal(old) == .spreadsheet)
    #expect(try refusal(Array("PK\u{3}\u{4}....orders.csv".utf8)) == .archive)
    #expect(try refusal(Array("Rar!\u{1A}\u{7}".utf8)) == .archive)
    #expect(try refusal(Array("%PDF-1.7\n%âãÏÓ\n".utf8)) == .pdf)
    #expect(try refusal([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0]) == .image)
    #expect(try refusal([0xFF, 0xD8, 0xFF, 0xE0, 0, 16]) == .image)
    #expect(try refusal(Array("RIFF....WEBPVP8 ".utf8)) == .image)
    let program: [UInt8] = (0..<4000).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 13) }
    #expect(try refusal([0x7F, 0x45, 0x4C, 0x46] + program) == .binary)
  }

  @Test func `of 5,000 columns is refused with the most there may be`() throws {
    let line = (1...5000).map { "c\($0)" }.joined(separator: ",") + "\n"
    #expect(try refusal(Array((line + line).utf8)) == .tooManyColumns(1000))
  }

  @Test func `whose first line never ends is refused`() throws {
    #expect(try refusal([UInt8](repeating: 0x61, count: 3_000_000)) == .headerTooLong)
    #expect(
      try refusal(Array("\"a,b\n1,2\n".utf8) + [UInt8](repeating: 0x61, count: 3_000_000)) == .headerTooLong)
  }

  @Test func `that unpacks to far too much is stopped`() throws {
    let bomb = try gzip(of: "a,b\n", and: 400 << 20)
    let file = try TestFile(bomb)
    #expect(throws: SheetRefusal.tooDense) { try file.examine() }
    // Who looks at less of it meets the same while reading.
    var reader = try SheetReader(path: file.path, format: SheetFormat(), mapping: ColumnMapping())
    var end: SheetRefusal?
    do { while try reader.next() != nil {} } catch let refusal as SheetRefusal { end = refusal }
    #expect(end == .tooDense)
  }

  @Test func `that is cut off or damaged within its gzip is said to be`() throws {
    var random = SeededRandom(seed: 3)
    let text =
      "a,b\n" + (0..<60000).map { "\($0),\(UInt32.random(in: 0..<UInt32.max, using: &random))\n" }.joined()
    let whole = try gzip(of: text, and: 0)
    let file = try TestFile(Array(whole.prefix(whole.count / 2)))
    #expect(throws: SheetRefusal.damaged) { try file.examine() }
    #expect(try TestFile(whole).examine().header == ["a", "b"])
  }

  /// A file with a hole: it costs no disk, and reads as two gigabytes of NULs in one line.
  @Test func `of two gigabytes in one line costs neither memory nor the rows around it`() throws {
    let file = try TestFile("a,b\n1,2\n")
    let handle = try FileHandle(forWritingTo: URL(filePath: file.path))
    try handle.seek(toOffset: 2 << 30)
    try handle.write(contentsOf: Data("\n3,4\n".utf8))
    try handle.close()
    #expect(try file.examine().header == ["a", "b"])
    var reader = try SheetReader(path: file.path, format: SheetFormat(), mapping: ColumnMapping())
    #expect(try reader.next() == .row)
    #expect(try reader.next() == .problem(SheetProblem(.tooLong)))
    #expect(reader.row.line == 3)
    #expect(reader.row.texts.joined().utf8.count <= 800)
    #expect(try reader.next() == .row)
    #expect(reader.row.texts == ["3", "4"])
    #expect(reader.row.capacity < 24 << 20)
  }

  @Test func `of random bytes is refused or read, and never brings anything down`() throws {
    var random = SeededRandom(seed: 11)
    let pieces: [[UInt8]] = [
      Array(",;|\t".utf8), Array("\"\"\r\n".utf8), [0, 0xFF, 0xFE], Array("১২/৩/২০২৬".utf8),
      Array("1.234,56".utf8),
      [0xC3, 0x28], Array("sep=;\n".utf8), Array("=A1(".utf8), Array("a,b,c\n".utf8),
    ]
    for _ in 0..<600 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...60, using: &random) {
        bytes += pieces.randomElement(using: &random) ?? []
      }
      let file = try TestFile(bytes)
      guard let profile = try? file.examine() else { continue }
      let all = try file.rows(profile.format)
      var reader = try SheetReader(path: file.path, format: profile.format, mapping: ColumnMapping())
      for read in 0..<all.count {
        #expect(try file.rows(profile.format, from: reader.position) == Array(all[read...]))
        _ = try reader.next()
      }
    }
  }

  private var gzipOfNothing: [UInt8] { [8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0] }

  /// Some text and so many NULs behind it, gzipped by gzip.
  private func gzip(of text: String, and zeros: Int) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    let file = try TestFile(text)
    process.arguments = ["-c", "{ cat '\(file.path)'; head -c \(zeros) /dev/zero; } | gzip -c"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(bytes)
  }
}
