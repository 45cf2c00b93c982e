import Basics
import CSV
import Crypto

/// A file, known by what it holds.
struct ImportFile: Sendable {
  let path: String
  let descriptor: Int32?
  /// Without its folders.
  let name: String
  /// SHA-256 of the uncompressed content, so that a file is the same one gzipped.
  let hash: [UInt8]

  init(_ file: OrderImport.File) throws {
    path = file.path
    descriptor = file.descriptor
    name = path.split(separator: "/").last.map(String.init) ?? path
    var hash = SHA256()
    var content = try InputFile(path: path, opened: descriptor)
    while case let bytes = try content.bytes(atMost: 1 << 20), !bytes.isEmpty { hash.update(bytes) }
    self.hash = hash.digest()
  }
}

/// Reads a file row by row, and counts what it holds.
struct ImportReader: ~Copyable {
  private var file: InputFile
  private var rows: CSVReader
  private let format: LineFormat
  /// Rows before this byte have been taken by an earlier run; they are only counted.
  private let start: Int
  private(set) var tally = ImportTally()
  /// The names of the columns, as the file has them.
  let header: [String]

  init(_ imported: ImportFile, zone: TimeZoneRules, currency: Currency, from start: Int) throws {
    var file = try InputFile(path: imported.path, opened: imported.descriptor)
    var rows = CSVReader()
    let header = try ImportReader.header(&rows, of: &file)
    let columns = try LineColumns(header: header)
    self.file = file
    self.rows = rows
    self.start = start
    self.header = header
    format = LineFormat(columns: columns, zone: zone, currency: currency)
  }

  /// How much of the file has been read, between 0 and 1.
  var fraction: Double { Double(file.consumed) / Double(max(1, file.size)) }

  /// Reads the next row into the batch, unless it was taken before.
  /// - Returns: whether there was one.
  mutating func readRow(into batch: inout ImportBatch) throws -> Bool {
    guard let event = try ImportReader.next(&rows, of: &file) else { return false }
    let isNew = rows.offset >= start
    switch event {
    case .problem(let problem):
      refuse(RowProblem(problem.kind), problem.line, [problem.excerpt], into: &batch, isNew: isNew)
    case .row: readFields(into: &batch, isNew: isNew)
    }
    if isNew { batch.end = rows.nextOffset }
    return true
  }

  private mutating func readFields(into batch: inout ImportBatch, isNew: Bool) {
    do throws(RowProblem) {
      let fields = try fields()
      let place = fields.count > format.columns.invoice ? place(fields[format.columns.invoice]) : 0
      let line = try format.line(fields)
      tally.count(line)
      if isNew { batch.add(line, at: place) }
    } catch {
      refuse(error, rows.line, rows.texts, into: &batch, isNew: isNew)
    }
  }

  private mutating func place(_ invoice: String) -> Int32 {
    let invoice = invoice.normalizedLine
    return invoice.isEmpty ? 0 : tally.place(in: invoice)
  }

  private func fields() throws(RowProblem) -> [String] {
    var fields: [String] = []
    fields.reserveCapacity(rows.count)
    for index in 0..<rows.count {
      guard let text = rows.text(index) else { throw .encoding }
      guard !text.utf8.contains(0) else { throw .nul }
      fields.append(text)
    }
    return fields
  }

  private mutating func refuse(
    _ problem: RowProblem, _ line: Int, _ fields: [String], into batch: inout ImportBatch, isNew: Bool
  ) {
    tally.count(problem)
    if isNew { batch.add(Refusal(line: line, problem: problem, fields: fields)) }
  }

  private static func header(_ rows: inout CSVReader, of file: inout InputFile) throws -> [String] {
    guard case .row = try next(&rows, of: &file) else {
      throw Failure.conflict("The file has no line of column names.")
    }
    return rows.texts.map(\.normalizedLine)
  }

  private static func next(_ rows: inout CSVReader, of file: inout InputFile) throws -> CSVReader.Event? {
    while true {
      if let event = rows.next() { return event }
      do {
        guard try rows.fill(from: &file) else { return rows.next() }
      } catch is GunzipError {
        throw Failure.conflict(
          "The gzipped file is damaged, cut off or too large. What came before has been taken.")
      }
    }
  }
}

extension RowProblem {
  init(_ kind: CSVProblem.Kind) {
    switch kind {
    case .textBehindQuote, .unclosedQuote: self = .quotes
    case .fieldTooLong, .rowTooLong: self = .tooLong
    case .tooManyColumns: self = .columns
    }
  }
}
