import Basics
import CSV

/// Which delimiter makes the best table of a file: many columns, and the same number in nearly every row.
struct DelimiterGuess {
  let delimiter: Delimiter
  let table: SampledTable

  /// - Throws: `SheetRefusal` when the first line is no header.
  init(_ text: SampledText) throws {
    let named = DelimiterGuess.named(text.start)
    let tables = (named.map { [$0] } ?? Delimiter.allCases).map {
      (delimiter: $0, table: SampledTable(text.start[...], $0, isWhole: text.isWhole))
    }
    guard let best = tables.max(by: { $0.table.score < $1.table.score }) else { throw SheetRefusal.empty }
    if let problem = best.table.headerProblem { throw problem }
    guard best.table.header.contains(where: { !$0.isEmpty }) else { throw SheetRefusal.noHeader }
    // Controls in its names: bytes of a program, sound, or an encoding nobody knows.
    guard !best.table.header.contains(where: { $0.unicodeScalars.contains("\u{FFFD}") }) || !text.hasControls
    else {
      throw SheetRefusal.binary
    }
    (delimiter, table) = best
  }

  /// What Excel's first line `sep=;` says.
  private static func named(_ start: [UInt8]) -> Delimiter? {
    let bytes = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
    guard bytes.prefix(4).elementsEqual("sep=".utf8) else { return nil }
    return Delimiter.allCases.first { UInt8(ascii: $0.scalar) == bytes.dropFirst(4).first }
  }
}

extension SampledText {
  /// Whether it holds bytes that no text does, more than now and then.
  var hasControls: Bool {
    let controls = start.count { $0 < 0x20 && !(9...13).contains($0) && $0 != 0x1B }
    return controls * 50 > start.count
  }
}

/// The first rows of a file under one delimiter.
struct SampledTable {
  private(set) var header: [String] = []
  private(set) var rows: [[String]] = []
  private(set) var headerProblem: SheetRefusal?
  private var problems = 0

  init(_ bytes: ArraySlice<UInt8>, _ delimiter: Delimiter, isWhole: Bool) {
    var reader = CSVReader(delimiter: delimiter.scalar)
    reader.feed(bytes)
    // What does not end within the sample may go on behind it.
    if isWhole { reader.feed([]) }
    headerProblem = .headerTooLong
    while let event = reader.next() { take(event, reader) }
    if isWhole, rows.isEmpty, header.isEmpty, headerProblem == .headerTooLong { headerProblem = .empty }
  }

  private mutating func take(_ event: CSVReader.Event, _ reader: borrowing CSVReader) {
    switch event {
    case .row where SheetReader.isSeparatorLine(reader): break
    case .row where header.isEmpty && headerProblem == .headerTooLong:
      header = reader.texts.map(\.normalizedLine)
      headerProblem = nil
    case .row: rows.append(reader.texts)
    case .problem(let problem):
      problems += 1
      if header.isEmpty { headerProblem = SheetRefusal(header: problem) }
    }
  }

  /// Few rows of another width, and columns enough; 0 for a single column.
  var score: Double {
    guard header.count > 1 else { return 0 }
    let fitting = rows.count { $0.count == header.count }
    let share = Double(fitting + 1) / Double(rows.count + problems + 1)
    return share * (1 + Double(header.count.bitWidth - header.count.leadingZeroBitCount))
  }

  /// Whether rows end early as a habit, not by an accident: one in twenty, and none of them broken.
  var hasShortRows: Bool {
    let short = rows.count { $0.count < header.count && $0.count > 1 }
    return short > 0 && short * 20 >= rows.count && problems == 0
      && rows.allSatisfy { $0.count <= header.count }
  }
}
