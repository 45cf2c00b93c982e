import Basics

/// Which column of a file goes to which field.
package struct ColumnMapping: Equatable, Sendable {
  /// The key of the field of each column, in the order of the file; nil for a column that is left out.
  package var fields: [String?]

  package init(fields: [String?] = []) { self.fields = fields }

  /// The place of the column that goes to a field; nil when none does.
  package func index(of field: String) -> Int? { fields.firstIndex { $0 == field } }

  /// The columns that go nowhere.
  package var leftOut: [Int] { fields.indices.filter { fields[$0] == nil } }

  /// What is wrong with it: a field that is needed and missing, a field that two columns go to. Each problem
  /// names its field.
  package func problems(for known: [SheetField], header: [String]) -> [Problem] {
    known.flatMap { field -> [Problem] in
      let columns = fields.indices.filter { fields[$0] == field.key }
      if columns.isEmpty && field.isRequired {
        return [Problem(field.key, "No column holds “\(field.title)”. Choose one.")]
      }
      guard columns.count > 1 else { return [] }
      let names = columns.map { SheetProfile.title(ofColumn: $0, header: header) }
      return [
        Problem(field.key, "Two columns go to “\(field.title)”: \(names[0]) and \(names[1]). Choose one.")
      ]
    }
  }
}

/// Travels as the list of its fields.
extension ColumnMapping: Codable {
  package init(from decoder: any Decoder) throws {
    fields = try decoder.singleValueContainer().decode([String?].self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(fields)
  }
}
