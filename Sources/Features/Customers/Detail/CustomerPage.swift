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

  static let shownOrders = 20

  var customer: CustomerRow { facts.row }

  var place: String {
    [facts.address, customer.city, customer.region, facts.postcode, customer.country]
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  var allOrdersPath: String { "\(base)/orders?customer=\(customer.id)" }
  func path(of order: CustomerOrder) -> String { "\(base)/orders/\(order.id)?customer=\(customer.id)" }
  func path(of product: UsualProduct) -> String { "\(base)/products/\(product.id)" }

  var phone: String { PhoneNumber(customer.phone)?.national ?? customer.phone }

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
