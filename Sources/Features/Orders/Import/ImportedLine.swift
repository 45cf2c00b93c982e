import Basics
import Customers

/// One line of an invoice, read and understood.
package struct ImportedLine: Sendable {
  package let invoice: String
  /// What it is known by in its invoice, from 1.
  package let position: Int32
  package let code: String
  package let description: String
  package let quantity: Int64
  package let price: UnitPrice
  package let head: LineHead
  /// In minor units of the shop's currency.
  package let amount: Int64
  package let placed: Instant
  /// Whoever is named on it.
  package let buyer: Buyer
  package let place: Place
  /// Taken back before it was paid, as its source says.
  package let isVoid: Bool

  /// Who bought, as far as a line says. The key is empty where it names nobody.
  package struct Buyer: Hashable, Sendable {
    package var key = ""
    package var name = ""
    package var email = ""
    package var phone = ""

    package init(key: String = "", name: String = "", email: String = "", phone: String = "") {
      self.key = key
      self.name = name
      self.email = email
      self.phone = phone
    }
  }

  /// Where it went.
  package struct Place: Hashable, Sendable {
    package var country = ""
    package var region = ""
    package var city = ""

    package init(country: String = "", region: String = "", city: String = "") {
      self.country = country
      self.region = region
      self.city = city
    }
  }

  /// - Parameters:
  ///   - head: what it counts under; nil for what follows from the invoice's number, the code, quantity and price.
  ///   - amount: see `SalesFigures.amount`.
  package init(
    invoice: String, position: Int32, code: String, description: String, quantity: Int64, price: UnitPrice,
    amount: Int64, placed: Instant, buyer: Buyer = Buyer(), place: Place = Place(), head: LineHead? = nil,
    isVoid: Bool = false
  ) {
    self.invoice = invoice
    self.position = position
    self.code = code
    self.description = description
    self.quantity = quantity
    self.price = price
    self.amount = amount
    self.placed = placed
    self.buyer = buyer
    self.place = place
    self.isVoid = isVoid
    self.head =
      head ?? LineHead(on: InvoiceKind(number: invoice), code: code, quantity: quantity, price: price)
  }

  /// From here on are the lines of what a source says of an order as a whole: its shipping, its refund.
  static let orderPositions: Int32 = 2_000_000_000

  /// Empty where the code names no goods.
  var productCode: String { position < ImportedLine.orderPositions && LineHead.isGoods(code) ? code : "" }

  /// Equal for lines that are exact duplicates, wherever they stand.
  var fingerprint: Int {
    var hasher = Hasher()
    hasher.combine(invoice)
    hasher.combine(code)
    hasher.combine(description)
    hasher.combine(quantity)
    hasher.combine(price)
    hasher.combine(placed)
    hasher.combine(buyer)
    hasher.combine(place)
    return hasher.finalize()
  }
}
