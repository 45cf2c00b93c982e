import Basics
import Testing

@testable import Orders

@Suite struct `The head of an order line` {
  @Test(arguments: [
    ("536365", "85123A", 6, "2.55", LineHead.product),
    ("536365", "POST", 1, "18", .postage),
    ("536365", "post", 1, "18", .postage),
    ("536365", "DOT", 1, "18", .postage),
    ("536365", "C2", 1, "50", .postage),
    ("536365", "BANK CHARGES", 1, "15", .fee),
    ("C536365", "AMAZONFEE", -1, "15", .fee),
    ("C536365", "CRUK", -1, "15", .fee),
    ("C536379", "D", -1, "27.5", .discount),
    ("536365", "M", 1, "1", .manual),
    ("536365", "m", 1, "1", .manual),
    ("536365", "S", 1, "1", .manual),
    ("536365", "B", 1, "1", .badDebt),
    ("A563185", "85123A", 1, "11062.06", .badDebt),
    ("A563186", "B", 1, "-11062.06", .badDebt),
    ("536414", "22139", 56, "0.0", .zeroPrice),
    ("536414", "POST", 1, "0", .zeroPrice),
    ("C536414", "22139", -1, "0", .zeroPrice),
    ("536589", "21777", -10, "0.0", .adjustment),
    ("536589", "21777", 0, "2.55", .adjustment),
    ("536589", "21777", -1, "2.55", .product),
    ("C536383", "35004C", -1, "4.65", .product),
    ("CARD-17", "21777", -1, "0", .adjustment),
    ("AB-17", "21777", 1, "5", .product),
    ("536365", "PADS", 1, "0.001", .product),
    ("536365", "gift_0001_20", 1, "20", .product),
  ])
  func `is the first that fits`(invoice: String, code: String, quantity: Int64, price: String, head: LineHead)
    throws
  {
    let price = try #require(UnitPrice(price))
    #expect(LineHead(on: InvoiceKind(number: invoice), code: code, quantity: quantity, price: price) == head)
  }

  @Test(arguments: [
    (6, "2.55", 1530), (1, "0.125", 12), (1, "0.135", 14), (1, "0.005", 0), (-1, "0.015", -2),
    (500, "0.001", 50),
    (1, "0.001", 0),
  ])
  func `comes with an amount rounded half to even`(quantity: Int64, price: String, amount: Int64) throws {
    let price = try #require(UnitPrice(price))
    #expect(try SalesFigures.amount(of: quantity, at: price, in: .gbp) == Money(minorUnits: amount, .gbp))
  }
}
