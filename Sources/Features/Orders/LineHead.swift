import Basics

/// The head under which an order line counts. Each line has exactly one; only product lines are sales.
package enum LineHead: String, CaseIterable, Sendable {
  case product, postage, fee, discount, manual, tax
  case badDebt = "bad_debt"
  case zeroPrice = "zero_price"
  case adjustment

  /// The first head that fits, in the order in which they stand here.
  package init(on invoice: InvoiceKind, code: String, quantity: Int64, price: UnitPrice) {
    let service = LineHead.services[code.uppercased()]
    let isFree = price.millionths == 0
    if invoice == .badDebt || service == .badDebt {
      self = .badDebt
    } else if quantity == 0 || (quantity < 0 && isFree && invoice != .cancellation) {
      self = .adjustment
    } else if isFree {
      self = .zeroPrice
    } else {
      self = service ?? .product
    }
  }

  /// The stock codes of the shop system behind Online Retail that are no goods; C2 is carriage, S a sample.
  private static let services: [String: LineHead] = [
    "POST": .postage, "DOT": .postage, "C2": .postage, "BANK CHARGES": .fee, "AMAZONFEE": .fee, "CRUK": .fee,
    "D": .discount, "M": .manual, "S": .manual, "B": .badDebt,
  ]

  /// Whether the code names goods: whatever the head of one line, a product has such a code.
  package static func isGoods(_ code: String) -> Bool { services[code.uppercased()] == nil }
}

/// What an invoice is, by its number. The letter counts only in front of a digit: `CARD-17` is no
/// cancellation.
package enum InvoiceKind: Sendable {
  case sale, cancellation, badDebt

  package init(number: String) {
    let bytes = number.utf8.prefix(2)
    let isNumbered =
      bytes.count == 2 && bytes.last.map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } == true
    switch bytes.first {
    case UInt8(ascii: "C"), UInt8(ascii: "c"): self = isNumbered ? .cancellation : .sale
    case UInt8(ascii: "A"), UInt8(ascii: "a"): self = isNumbered ? .badDebt : .sale
    default: self = .sale
    }
  }
}
