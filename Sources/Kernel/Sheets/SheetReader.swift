import Basics
import CSV

/// Reads a file of a known format row by row, values by the fields of its mapping.
///
///     var reader = try SheetReader(path: path, format: format, mapping: mapping)
///     while let event = try reader.next() {
///       switch event {
///       case .row: try reader.row.text("invoice")
///       case .problem(let problem): reader.row.line
///       }
///     }
///
/// Reading blocks: in a command, or within `offload`.
package struct SheetReader: ~Copyable {
  package enum Event: Equatable, Sendable {
    /// A row that can be read: `row` has its values.
    case row
    /// A row that cannot; the file goes on behind it. `row` has its line and what it holds.
    case problem(SheetProblem)
  }

  private var file: SheetFile
  /// The row at hand.
  package private(set) var row: SheetRow
  /// The names of the columns, as the file has them.
  package let header: [String]

  /// Opens a file and reads its header.
  /// - Parameters:
  ///   - opened: see `InputFile`.
  ///   - position: where an earlier reader's rows ended; nil for the first row.
  /// - Throws: `SheetRefusal`, `FileError`.
  package init(
    path: String, opened: Int32? = nil, format: SheetFormat, mapping: ColumnMapping,
    from position: SheetPosition? = nil
  ) throws {
    let head = try SheetReader.head(of: path, opened, format)
    let start = position ?? head.end
    let rows = CSVReader(delimiter: format.delimiter.scalar, offset: start.offset, line: start.line)
    file = try SheetReader.file(path, opened, format, from: start)
    row = SheetRow(rows, format: format, mapping: mapping, columns: head.names.count)
    header = head.names
  }

  /// How much of the file has been read, from 0 to 1.
  package var fraction: Double { file.fraction }

  /// Where the rows read so far end.
  package var position: SheetPosition {
    SheetPosition(offset: row.fields.nextOffset, line: row.fields.nextLine)
  }

  /// The next row or problem; nil at the end of the file.
  /// - Throws: `SheetRefusal` when the rest cannot be unzipped, `FileError`.
  package mutating func next() throws -> Event? {
    row.excerpt = nil
    guard let event = try SheetReader.next(&row.fields, of: &file) else { return nil }
    switch event {
    case .row: return row.problem.map { .problem($0) } ?? .row
    case .problem(let problem):
      row.excerpt = problem
      return .problem(SheetProblem(SheetProblem.Kind(problem.kind)))
    }
  }

  private static func file(
    _ path: String, _ opened: Int32?, _ format: SheetFormat, from start: SheetPosition
  ) throws -> SheetFile {
    var file = try SheetFile(path: path, opened: opened, encoding: format.encoding)
    let isThere = try refusingGunzip { try file.skip(start.offset) }
    if !isThere { throw SheetRefusal.damaged }
    return file
  }

  /// The names of the columns, and where the rows begin.
  private static func head(
    of path: String, _ opened: Int32?, _ format: SheetFormat
  ) throws -> (names: [String], end: SheetPosition) {
    var file = try SheetFile(path: path, opened: opened, encoding: format.encoding)
    var rows = CSVReader(delimiter: format.delimiter.scalar)
    let names = try header(&rows, of: &file)
    return (names, SheetPosition(offset: rows.nextOffset, line: rows.nextLine))
  }

  private static func header(_ rows: inout CSVReader, of file: inout SheetFile) throws -> [String] {
    switch try next(&rows, of: &file) {
    case nil: throw SheetRefusal.empty
    case .row where isSeparatorLine(rows): return try header(&rows, of: &file)
    case .row: return rows.texts.map(\.normalizedLine)
    case .problem(let problem): throw SheetRefusal(header: problem)
    }
  }

  /// Excel's own first line, `sep=;`, which is no row.
  static func isSeparatorLine(_ rows: borrowing CSVReader) -> Bool {
    rows.line == 1 && rows.count <= 2
      && rows.withBytes(0) { $0.count <= 5 && $0.prefix(4).elementsEqual("sep=".utf8) }
  }

  private static func next(_ rows: inout CSVReader, of file: inout SheetFile) throws -> CSVReader.Event? {
    while true {
      if let event = rows.next() { return event }
      let more = try refusingGunzip { try rows.fill { try file.read(into: $0) } }
      guard more else { return rows.next() }
    }
  }

  private static func refusingGunzip<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as GunzipError { throw SheetRefusal(error) }
  }
}

/// Where in a file reading goes on: a byte of its UTF-8 and that byte's line.
package struct SheetPosition: Codable, Equatable, Sendable {
  package let offset: Int
  package let line: Int

  package init(offset: Int, line: Int) {
    self.offset = offset
    self.line = line
  }
}

extension SheetProblem.Kind {
  init(_ kind: CSVProblem.Kind) {
    switch kind {
    case .textBehindQuote, .unclosedQuote: self = .quotes
    case .fieldTooLong, .rowTooLong: self = .tooLong
    case .tooManyColumns: self = .columns
    }
  }
}

extension SheetRefusal {
  init(header problem: CSVProblem) {
    switch problem.kind {
    case .tooManyColumns: self = .tooManyColumns(CSVLimits.standard.columns)
    case .fieldTooLong, .rowTooLong, .unclosedQuote, .textBehindQuote: self = .headerTooLong
    }
  }

  init(_ error: GunzipError) {
    switch error {
    case .truncated, .damaged: self = .damaged
    case .tooLarge, .tooDense: self = .tooDense
    }
  }
}
