import Basics

/// Something that a column of a file can hold.
package struct SheetField: Sendable {
  /// Lasting: mappings are stored by it.
  package let key: String
  package let title: Message
  package let hint: Message?
  package let kind: Kind
  package let isRequired: Bool
  /// The headers by which it is known, the surest first. They are compared folded.
  package let names: [String]

  package init(
    _ key: String, _ title: Message, hint: Message? = nil, _ kind: Kind = .text, isRequired: Bool = false,
    names: [String] = []
  ) {
    self.key = key
    self.title = title
    self.hint = hint
    self.kind = kind
    self.isRequired = isRequired
    self.names = names
  }

  /// What its values look like: by it a column is guessed whose header says nothing.
  package enum Kind: String, Sendable {
    case text, integer, decimal, money, date, flag, list, email, phone
  }
}

extension String {
  /// Without case, spaces and signs: `Variant SKU`, `variant_sku` and `VariantSKU` are one header.
  var foldedHeader: String {
    var folded = String.UnicodeScalarView()
    for scalar in lowercased().unicodeScalars where scalar.isHeaderLetter { folded.append(scalar) }
    return String(folded)
  }
}

extension Unicode.Scalar {
  fileprivate var isHeaderLetter: Bool {
    switch value {
    case 0x30...0x39, 0x61...0x7A: true
    case 0..<0xA1, 0x2000...0x206F, 0xFEFF: false
    default: true
    }
  }
}
