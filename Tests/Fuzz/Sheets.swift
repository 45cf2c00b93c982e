// A fuzz target for the files that people bring. The first byte says where the input is cut in two, the second how it
// is read where nobody looks at it first. Whatever the bytes are: nothing traps, the address sanitizer is silent, rows come
// in the order of their lines, neither a cut nor a new reader in the middle makes a difference, and each value is read or
// refused.

import Basics
import CSV
import Glibc

@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard input.count >= 2 else { return 0 }
  let file = OpenFile(input[2...])
  let cut = Int(input[0]) * (input.count - 2) / 256
  read(file, as: format(input[1]), cut)
  guard let profile = file.profile else { return 0 }
  precondition(!profile.header.isEmpty && (1...SheetProfile.previewRows).contains(profile.rows.count))
  precondition(profile.estimatedRows >= profile.rows.count)
  read(file, as: profile.format, cut)
  return 0
}

/// A file without a name, which holds the input. The same one is written over and over.
private struct OpenFile {
  let content: [UInt8]
  let descriptor = OpenFile.descriptor

  private static let descriptor: Int32 = {
    var path = Array("/tmp/haat-fuzz-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    precondition(descriptor >= 0 && unlink(path) == 0)
    return descriptor
  }()

  init(_ bytes: ArraySlice<UInt8>) {
    content = Array(bytes)
    precondition(ftruncate(descriptor, 0) == 0)
    precondition(pwrite(descriptor, content, content.count, 0) == content.count)
  }

  var isGzipped: Bool { content.starts(with: [0x1F, 0x8B]) }

  /// What it seems to be; nil for what is no file of rows.
  var profile: SheetProfile? {
    do {
      return try SheetProfile.examine(path: "", opened: descriptor, zone: .utc)
    } catch {
      precondition(error is SheetRefusal, "\(error)")
      return nil
    }
  }
}

private func format(_ byte: UInt8) -> SheetFormat {
  SheetFormat(
    encoding: pick(TextEncoding.allCases, byte), delimiter: pick(Delimiter.allCases, byte >> 2),
    dateOrder: pick(DateOrder.allCases, byte >> 4), decimalMark: pick(DecimalMark.allCases, byte >> 6),
    allowsShortRows: byte & 0x80 != 0)
}

private func pick<Choice>(_ all: [Choice], _ byte: UInt8) -> Choice { all[Int(byte) % all.count] }

private func read(_ file: OpenFile, as format: SheetFormat, _ cut: Int) {
  guard let whole = rows(file, format, from: nil) else { return }
  for (row, next) in zip(whole, whole.dropFirst()) {
    precondition(row.line < next.line && row.offset < next.offset, "\(row), then \(next)")
    precondition(row.end.offset == next.offset || format.encoding != .utf8 || row.end.offset <= next.offset)
  }
  if !whole.isEmpty {
    let middle = whole[cut % whole.count]
    let rest = rows(file, format, from: middle.end) ?? []
    precondition(rest.map(\.words) == whole[(cut % whole.count + 1)...].map(\.words), "\(middle)")
  }
  guard !file.isGzipped else { return }
  let text = transcoded([file.content[...]], format)
  precondition(text == transcoded([file.content[..<cut], file.content[cut...]], format))
  let place = text.isEmpty ? 0 : cut % text.count
  precondition(lines([text[...]], format) == lines([text[..<place], text[place...]], format))
}

private struct ReadRow {
  let line: Int
  let offset: Int
  let end: SheetPosition
  let words: String
}

/// All rows, problems too; nil for a file that cannot be read to its end.
private func rows(_ file: OpenFile, _ format: SheetFormat, from start: SheetPosition?) -> [ReadRow]? {
  do {
    let mapping = ColumnMapping(fields: ["a", "b", nil, "c"])
    var reader = try SheetReader(
      path: "", opened: file.descriptor, format: format, mapping: mapping, from: start)
    var rows: [ReadRow] = []
    while let event = try reader.next() {
      let words = "\(reader.row.line) \(event) \(reader.row.texts)"
      if event == .row { for field in ["a", "b", "c", "d"] { values(of: field, in: reader.row) } }
      rows.append(
        ReadRow(line: reader.row.line, offset: reader.row.offset, end: reader.position, words: words))
    }
    return rows
  } catch {
    precondition(error is SheetRefusal, "\(error)")
    return nil
  }
}

private func values(of field: String, in row: borrowing SheetRow) {
  let text = row.text(field)
  precondition(text == text.normalizedLine && (!row.isEmpty(field) || text.isEmpty))
  _ = try? row.integer(field)
  _ = try? row.decimal(field)
  _ = try? row.date(field)
  _ = try? row.time(field)
  _ = try? row.flag(field)
  _ = try? row.code(field, atMost: 50)
  precondition(row.list(field).allSatisfy { !$0.isEmpty })
}

private func transcoded(_ pieces: [ArraySlice<UInt8>], _ format: SheetFormat) -> [UInt8] {
  var transcoder = Transcoder(format.encoding)
  var text: [UInt8] = []
  for piece in pieces { piece.withUnsafeBufferPointer { transcoder.transcode($0, into: &text) } }
  transcoder.finish(into: &text)
  return text
}

/// What the rows of a text are, which comes in pieces.
private func lines(_ pieces: [ArraySlice<UInt8>], _ format: SheetFormat) -> [String] {
  var reader = CSVReader(delimiter: format.delimiter.scalar)
  var lines: [String] = []
  for piece in pieces.filter({ !$0.isEmpty }) + [[]] {
    reader.feed(piece)
    while let event = reader.next() {
      if case .problem(let problem) = event {
        lines.append("\(problem)")
      } else {
        lines.append("\(reader.line) \(reader.offset) \(reader.texts)")
      }
    }
  }
  return lines
}
