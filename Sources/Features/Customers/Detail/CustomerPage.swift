import Basics
import HTML
import Lists
import Localization
import Looks
import Web

/// One customer: who they are, what they bought, and when.
struct CustomerPage: Sendable {
  let shell: Shell
  let facts: CustomerFacts
  let neighbours: ListNeighbours
  let tiles: [StatTile]
  let chart: BarChart?
  let orders: [CustomerOrder]
  let products: [UsualProduct]
  /// Where the pages of the business begin.
  let base: String
  let contact: Contact

  /// How much of e-mail, phone and street is shown.
  enum Contact: Sendable {
    case masked
    /// Masked, and the reader may press Show.
    case offered
    case shown
  }

  var isShown: Bool { contact == .shown }
  var isOffered: Bool { contact == .offered && hasContact }
  private var hasContact: Bool {
    [customer.email, customer.phone, facts.address, facts.postcode].contains { !$0.isEmpty }
  }

  static let shownOrders = 20

  var customer: CustomerRow { facts.row }

  var place: String {
    (isShown
      ? [facts.address, customer.city, customer.region, facts.postcode, customer.country]
      : [customer.city, customer.region, customer.country])
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  var allOrdersPath: String { "\(base)/orders?customer=\(customer.id)" }
  func path(of order: CustomerOrder) -> String { "\(base)/orders/\(order.id)?customer=\(customer.id)" }
  func path(of product: UsualProduct) -> String { "\(base)/products/\(product.id)" }

  var phone: String {
    let whole = PhoneNumber(customer.phone)?.national ?? customer.phone
    return isShown ? whole : ContactMask.phone(whole)
  }

  var path: String { "\(base)/customers/\(customer.id)" }
  var maskedEmail: String { ContactMask.email(customer.email) }

  /// Nothing of theirs was sold: they came with a list of customers, or with entries that are no orders.
  var hasBought: Bool { customer.orders > 0 }

  var mailPath: String { "mailto:\(customer.email)" }
}

/// What an entry is called where orders and others stand together.
extension CustomerOrder {
  var title: Message? {
    switch kind {
    case "cancellation": "Cancellation"
    case "other": "Other entry"
    default: nil
    }
  }
}
