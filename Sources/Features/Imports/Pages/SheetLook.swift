import Basics
import Localization
import Sheets

/// A file as its draft page shows it: what it seems to be, and its first rows under the settings in force.
struct SheetLook<Kind: ImportKind>: Sendable {
  let profile: SheetProfile
  let header: [String]
  /// The first rows as they stand there.
  let rows: [[String]]
  let preview: ImportPreview

  private static var shownRows: Int { 6 }

  /// Blocks: within `offload`.
  init(_ imported: Import, at path: String, for shop: ImportShop, in locale: UserLocale) throws {
    profile = try SheetProfile.examine(path: path, zone: imported.format.zone)
    (header, rows) = try SheetProfile.preview(path: path, format: imported.format)
    preview = try SheetLook.preview(imported, path, shop, locale)
  }

  private static func preview(_ imported: Import, _ path: String, _ shop: ImportShop, _ locale: UserLocale)
    throws
    -> ImportPreview
  {
    let fields = Kind.fields.filter { imported.mapping.index(of: $0.key) != nil }
    var sheet = try SheetReader(path: path, format: imported.format, mapping: imported.mapping)
    var reader = Kind.Reader(
      ImportLayout(
        format: imported.format, mapping: imported.mapping, shop: shop, fileHash: imported.fileHash))
    var shown: [ImportPreview.Row] = []
    while shown.count < shownRows, let event = try sheet.next() {
      let problem = problem(event, sheet.row, &reader)
      let cells = fields.map { cell($0, sheet.row, problem, shop, locale) }
      shown.append(
        ImportPreview.Row(
          line: "\(sheet.row.line)", cells: cells, problem: problem.map { $0.explanation(for: Kind.self) }))
    }
    let headings = fields.map { ImportPreview.Heading(title: $0.title, isNumber: $0.kind.isNumber) }
    return ImportPreview(headings: headings, rows: shown)
  }

  private static func problem(
    _ event: SheetReader.Event, _ row: borrowing SheetRow, _ reader: inout Kind.Reader
  )
    -> RowProblem?
  {
    if case .problem(let problem) = event { return RowProblem(problem) }
    var records: [Kind.Reader.Record] = []
    do throws(RowProblem) {
      try reader.read(row, into: &records)
      return nil
    } catch {
      return error
    }
  }

  private static func cell(
    _ field: SheetField, _ row: borrowing SheetRow, _ problem: RowProblem?, _ shop: ImportShop,
    _ locale: UserLocale
  ) -> ImportPreview.Cell {
    let read = try? value(field, row, shop, locale)
    let isWrong = read == nil || problem?.field == field.key
    return ImportPreview.Cell(
      text: (read ?? row.text(field.key)).shortened(to: 40), isNumber: field.kind.isNumber, isWrong: isWrong)
  }

  /// A value as it is understood, in the reader's own writing.
  private static func value(
    _ field: SheetField, _ row: borrowing SheetRow, _ shop: ImportShop, _ locale: UserLocale
  )
    throws(SheetProblem) -> String
  {
    switch field.kind {
    case .integer: try row.integer(field.key).map { locale.number(Int($0)) } ?? ""
    case .decimal, .money: try row.decimal(field.key).map { locale.price($0, in: shop.currency) } ?? ""
    case .date: try row.time(field.key).map { locale.dateTime($0) } ?? ""
    case .flag: try row.flag(field.key).map { locale.text($0 ? "Yes" : "No") } ?? ""
    case .list: row.list(field.key).joined(separator: ", ")
    case .text, .email, .phone: row.text(field.key)
    }
  }
}

extension SheetField.Kind {
  var isNumber: Bool { self == .integer || self == .decimal || self == .money }
}

extension String {
  func shortened(to length: Int) -> String { count > length ? prefix(length - 1) + "…" : self }
}
