import Basics
import Localization
import Looks
import Sheets

/// What can be chosen of how a file is read, each with what the file says for it.
struct ReadingChoices: Sendable {
  let format: SheetFormat
  let profile: SheetProfile
  let header: [String]
  let rows: [[String]]
  let mapping: ColumnMapping
  let fields: [SheetField]
  let locale: UserLocale

  var all: [ReadingForm.Choice] { [dates, decimals, zone, encoding, delimiter] }

  private var dates: ReadingForm.Choice {
    choice(
      "dates", "Dates", DateOrder.allCases.map { Option($0.rawValue, locale.text($0.title)) },
      format.dateOrder.rawValue, example: value(of: [.date]), doubt: [.dateOrder, .mixedDateOrders])
  }

  private var decimals: ReadingForm.Choice {
    choice(
      "decimals", "Decimals", DecimalMark.allCases.map { Option($0.rawValue, locale.text($0.title)) },
      format.decimalMark.rawValue, example: value(of: [.money, .decimal]), doubt: [.decimalMark])
  }

  private var zone: ReadingForm.Choice {
    let shop = locale.zone.identifier
    let known = [shop, format.zone.identifier, "UTC"]
    let first = known.indices.filter { known.firstIndex(of: known[$0]) == $0 }.map { known[$0] }
    return choice(
      "zone", "Times are those of", first.map(option), format.zone.identifier,
      further: TimeZoneRules.identifiers.filter { !first.contains($0) }.map(option), example: nil, doubt: [])
  }

  private func option(_ zone: String) -> Option { Option(zone, zone.replacing("_", with: " ")) }

  private var encoding: ReadingForm.Choice {
    choice(
      "encoding", "Encoding", TextEncoding.allCases.map { Option($0.rawValue, $0.name) },
      format.encoding.rawValue,
      example: rows.lazy.flatMap { $0 }.first { $0.utf8.contains { $0 >= 0x80 } },
      doubt: TextEncoding.allCases.map { .encoding($0) })
  }

  private var delimiter: ReadingForm.Choice {
    let names = header.prefix(3).map { String($0.prefix(20)) }
    return choice(
      "delimiter", "Between two columns", Delimiter.allCases.map { Option($0.name, locale.text($0.title)) },
      format.delimiter.name,
      example: names.joined(separator: format.delimiter == .tab ? " ⇥ " : format.delimiter.rawValue),
      doubt: [])
  }

  private func choice(
    _ name: String, _ label: Message, _ options: [Option], _ selected: String, further: [Option] = [],
    example: String?, doubt: [SheetDoubt]
  ) -> ReadingForm.Choice {
    let said = example.flatMap { $0.isEmpty ? nil : locale.text("In the file: \(String($0.prefix(60)))") }
    let doubts = profile.doubts.filter { doubt.contains($0) }.map { locale.text($0.message) }
    let hint = ([said].compactMap { $0 } + doubts).joined(separator: ". ")
    return ReadingForm.Choice(
      name: name, label: label, options: options, further: further, selected: selected,
      example: hint.isEmpty ? nil : hint)
  }

  /// The first value of a column that goes to such a field.
  private func value(of kinds: [SheetField.Kind]) -> String? {
    for field in fields where kinds.contains(field.kind) {
      guard let column = mapping.index(of: field.key) else { continue }
      for row in rows where column < row.count && !row[column].isEmpty { return row[column] }
    }
    return nil
  }
}

extension Delimiter {
  /// In a form, where a tab would be taken for a space.
  var name: String {
    switch self {
    case .comma: "comma"
    case .semicolon: "semicolon"
    case .tab: "tab"
    case .bar: "bar"
    }
  }

  init?(name: String) {
    guard let named = Delimiter.allCases.first(where: { $0.name == name }) else { return nil }
    self = named
  }
}
