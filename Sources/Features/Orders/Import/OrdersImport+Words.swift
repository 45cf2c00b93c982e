import Basics
import Imports

extension OrdersImport {
  package static func problem(_ reason: String) -> Message {
    switch reason {
    case "currency": "another currency than the shop's"
    case "amount": "the amount is too large"
    case "range": "outside of what is possible"
    case "too_many": "more invoices than one file may have; send this row in another file"
    case "too_many_lines": "more lines than one invoice may have"
    default: "cannot be taken"
    }
  }

  package static func meaning(of count: String) -> Message {
    if let head = LineHead(rawValue: count) { return head.meaning }
    return switch count {
    case "gross": "Gross sales"
    case "refunds": "Refunds"
    case "net": "Net sales"
    case "invoices": "invoices"
    case "duplicates": "exact duplicates, kept"
    case "without_customer": "lines without a customer, joined to nobody"
    case "two_times": "invoices with two times, the earliest taken"
    case "two_countries": "customers with two countries, the latest taken"
    case "by_name": "lines whose customer is known by name alone"
    case "without_code": "lines without a product code, known by the product's name"
    case "void": "lines of orders that were cancelled before they were paid, kept as no sales"
    case "tax_included": "orders whose prices hold the tax, so no tax line was made"
    case "order_lines": "lines made of an order's shipping, discount, tax and refund"
    default: Message(verbatim: count)
    }
  }
}

extension LineHead {
  /// For the report of an import, behind a number.
  fileprivate var meaning: Message {
    switch self {
    case .product: "product lines"
    case .postage: "postage lines"
    case .fee: "fee lines"
    case .discount: "discount lines"
    case .manual: "manual lines and samples"
    case .tax: "tax lines"
    case .badDebt: "bad debt lines, no sales"
    case .zeroPrice: "lines without a price, no sales"
    case .adjustment: "stock adjustments, no sales"
    }
  }
}
