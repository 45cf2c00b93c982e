import Basics
import CSV

/// What a file of unknown format seems to be: how it is written, what is in it, and what is not sure about that.
package struct SheetProfile: Sendable {
  package var format: SheetFormat
  /// The names of the columns, as the file has them; a name can be empty.
  package let header: [String]
  /// The first rows, for a preview.
  package let rows: [[String]]
  /// About how many rows the file has.
  package let estimatedRows: Int
  /// What the person should look at, because the file leaves it open.
  package let doubts: [SheetDoubt]

  /// Rows that are kept for the preview.
  package static let previewRows = 20

  /// Looks at the beginning, the middle and the end of a file. Blocks: in a command, or within `offload`.
  /// - Parameter zone: the zone its times are taken to be written in; the file does not say.
  /// - Throws: `SheetRefusal` when it is no file of rows, `FileError`.
  package static func examine(
    path: String, opened: Int32? = nil, zone: TimeZoneRules
  ) throws -> SheetProfile {
    let sample = try SheetSample(path: path, opened: opened)
    if let refusal = FileSignature.refusal(of: sample.start) { throw refusal }
    let encoding = EncodingGuess(sample)
    let text = SampledText(sample, encoding: encoding.encoding)
    let delimiter = try DelimiterGuess(text)
    return try SheetProfile(sample, text, encoding, delimiter, zone: zone)
  }

  /// The same file under another format that a person has chosen: header and rows as it gives them.
  package static func preview(
    path: String, opened: Int32? = nil, format: SheetFormat
  ) throws -> (header: [String], rows: [[String]]) {
    var reader = try SheetReader(path: path, opened: opened, format: format, mapping: ColumnMapping())
    var rows: [[String]] = []
    while rows.count < previewRows, try reader.next() != nil { rows.append(reader.row.texts) }
    return (reader.header, rows)
  }

  /// What people call a column: its name, or its place where it has none.
  package static func title(ofColumn index: Int, header: [String]) -> Message {
    let name = header.indices.contains(index) ? header[index] : ""
    return name.isEmpty ? "Column \(index + 1)" : Message(verbatim: name.shortened(to: 80))
  }

  private init(
    _ sample: SheetSample, _ text: SampledText, _ encoding: EncodingGuess, _ delimiter: DelimiterGuess,
    zone: TimeZoneRules
  ) throws {
    let table = delimiter.table
    guard !table.rows.isEmpty else { throw SheetRefusal.headerOnly }
    let values = ValueGuess(
      rows: table.rows.prefix(1000) + text.rowsBehind(delimiter.delimiter, columns: table.header.count))
    format = SheetFormat(
      encoding: encoding.encoding, delimiter: delimiter.delimiter, dateOrder: values.dateOrder(in: zone),
      decimalMark: values.decimalMark, zone: zone, allowsShortRows: table.hasShortRows)
    header = table.header
    rows = Array(table.rows.prefix(SheetProfile.previewRows))
    estimatedRows = sample.estimate(rows: table.rows.count, in: text.start.count)
    doubts = encoding.doubts + values.doubts + SheetDoubt.about(header: table.header, rows: table.rows)
  }
}

/// Something that a file leaves open, or that its owner should know.
package enum SheetDoubt: Equatable, Sendable {
  /// No byte tells one encoding from another, or some rows are in another one.
  case encoding(TextEncoding)
  /// In all dates seen the day and the month could be exchanged.
  case dateOrder
  /// Both orders occur.
  case mixedDateOrders
  /// A mark stands in numbers and could be either: 1,234.
  case decimalMark
  /// The first line looks like values.
  case header
  /// Columns without a name, by their places.
  case unnamed([Int])
  case duplicate(String)
  case longName(Int)
  /// Cells that begin like a formula.
  case formulas
}

extension SheetDoubt {
  package var message: Message {
    switch self {
    case .encoding(let encoding):
      "Some characters may come out wrong: the file was taken for \(encoding.name). Look at the names below."
    case .dateOrder: "The dates do not show whether the day or the month comes first. Look at one you know."
    case .mixedDateOrders:
      "Some dates have the day first, others the month. Those that do not fit will be refused."
    case .decimalMark: "The numbers do not show whether the comma or the point marks the decimals."
    case .header: "The first line looks like values. Is the line with the names of the columns missing?"
    case .unnamed(let places): "Columns without a name: \(places.count). They are called by their place."
    case .duplicate(let name): "More than one column is called “\(name)”."
    case .longName(let place): "The name of column \(place + 1) is very long. Is it a name?"
    case .formulas: "Some cells begin like a formula. They are kept as text and never run."
    }
  }

  static func about(header: [String], rows: [[String]]) -> [SheetDoubt] {
    var doubts: [SheetDoubt] = []
    let unnamed = header.indices.filter { header[$0].isEmpty }
    if !unnamed.isEmpty { doubts.append(.unnamed(unnamed)) }
    let names = Dictionary(grouping: header.filter { !$0.isEmpty }, by: \.foldedHeader)
    doubts += names.values.filter { $0.count > 1 }.map { .duplicate($0[0].shortened(to: 80)) }
      .sorted { "\($0)" < "\($1)" }
    doubts += header.indices.filter { header[$0].utf8.count > 200 }.map { .longName($0) }
    if header.contains(where: ValueGuess.looksLikeValue) { doubts.append(.header) }
    if rows.contains(where: { $0.contains(where: ValueGuess.looksLikeFormula) }) { doubts.append(.formulas) }
    return doubts
  }
}

extension String {
  func shortened(to length: Int) -> String { count > length ? prefix(length - 1) + "…" : self }
}
