import Basics

extension ColumnMapping {
  /// The mapping that a header suggests; where it says nothing of a field that is needed, what the values look
  /// like. The rest is left out.
  package static func guess(header: [String], rows: [[String]], fields known: [SheetField]) -> ColumnMapping {
    var mapping = ColumnMapping(fields: [String?](repeating: nil, count: header.count))
    let folded = header.map(\.foldedHeader)
    for match in matches(folded, known).sorted() {
      guard mapping.fields[match.column] == nil, mapping.index(of: known[match.field].key) == nil else {
        continue
      }
      mapping.fields[match.column] = known[match.field].key
    }
    for field in known where mapping.index(of: field.key) == nil {
      if let column = mapping.onlyColumn(like: field, rows: rows, others: known) {
        mapping.fields[column] = field.key
      }
    }
    return mapping
  }

  /// A header that is one of a field's names. The surer name wins; among equals the earlier field and column.
  private struct Match: Comparable {
    let rank: Int
    let field: Int
    let column: Int

    static func < (a: Match, b: Match) -> Bool {
      (a.rank, a.field, a.column) < (b.rank, b.field, b.column)
    }
  }

  private static func matches(_ folded: [String], _ known: [SheetField]) -> [Match] {
    known.indices.flatMap { field -> [Match] in
      let names = ([known[field].key] + known[field].names).map(\.foldedHeader)
      return folded.indices.compactMap { column in
        names.firstIndex(of: folded[column]).map { Match(rank: $0, field: field, column: column) }
      }
    }
  }

  /// The one column left whose values can only be this: dates, addresses, telephone numbers. Text and plain
  /// numbers say nothing.
  private func onlyColumn(like field: SheetField, rows: [[String]], others: [SheetField]) -> Int? {
    guard field.isRequired || field.kind == .email, let fits = ColumnMapping.test(field.kind) else {
      return nil
    }
    let columns = leftOut.filter { column in
      let values = rows.compactMap { column < $0.count ? $0[column].normalizedLine : nil }.filter {
        !$0.isEmpty
      }
      return values.count * 2 >= rows.count && values.count { fits($0) } * 10 >= values.count * 9
        && !values.isEmpty
    }
    return columns.count == 1 ? columns[0] : nil
  }

  private static func test(_ kind: SheetField.Kind) -> ((String) -> Bool)? {
    switch kind {
    case .date: { $0.utf8.count >= 6 && DateText($0) != nil }
    case .email: { EmailAddress($0) != nil }
    case .phone: { $0.utf8.count >= 9 && PhoneNumber($0) != nil }
    case .text, .integer, .decimal, .money, .flag, .list: nil
    }
  }
}
