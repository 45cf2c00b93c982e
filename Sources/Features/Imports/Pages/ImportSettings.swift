import Basics
import Sheets
import Web

/// How a person wants a file to be read, from the form of its draft page. What cannot be read stays as it was.
struct ImportSettings: Sendable {
  var format: SheetFormat
  var mapping: ColumnMapping
  let source: String
  let problems: [Problem]

  /// More columns than this are not offered: nobody maps them by hand.
  static let mostColumns = 150

  init(_ fields: [String: [String]], of imported: Import, known: [SheetField]) {
    var form = FormReader(fields)
    format = imported.format
    if let order = DateOrder(rawValue: form.raw("dates")) { format.dateOrder = order }
    if let mark = DecimalMark(rawValue: form.raw("decimals")) { format.decimalMark = mark }
    if let zone = TimeZoneRules(form.raw("zone")) { format.zone = zone }
    if let encoding = TextEncoding(rawValue: form.raw("encoding")) { format.encoding = encoding }
    if let delimiter = Delimiter(name: form.raw("delimiter")) { format.delimiter = delimiter }
    let keys = Set(known.map(\.key) + [RefusedRows.placeField])
    mapping = imported.mapping
    for index in mapping.fields.indices where form.isChecked("column-\(index)") {
      let key = form.raw("column-\(index)")
      mapping.fields[index] = keys.contains(key) ? key : nil
    }
    let typed = form.line(
      "source", upTo: 100, missing: "Give the source a name, such as the program it comes from.")
    if typed.lowercased() == Import.sampleSource {
      form.refuse("source", "“sample” is the name of what is made up. Choose another.")
    }
    problems = form.problems
    source = problems.isEmpty ? typed : imported.source
  }
}
