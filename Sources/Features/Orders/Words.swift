import Basics
import Looks

// What the things of this feature are called on its pages.

extension OrderKind {
  var title: Message {
    switch self {
    case .order: "Order"
    case .cancellation: "Cancellation"
    case .other: "Other entry"
    }
  }

  var plural: Message {
    switch self {
    case .order: "Orders"
    case .cancellation: "Cancellations"
    case .other: "Other entries"
    }
  }
}

extension OrderState {
  var title: Message {
    switch self {
    case .placed: "Placed"
    case .paid: "Paid"
    case .packed: "Packed"
    case .shipped: "Shipped"
    case .delivered: "Delivered"
    case .returned: "Returned"
    case .cancelled: "Cancelled"
    }
  }

  var tone: Tone {
    switch self {
    case .placed, .paid: .wait
    case .packed: .info
    case .shipped: .own
    case .delivered: .good
    case .returned, .cancelled: .plain
    }
  }
}

extension LineHead {
  var title: Message {
    switch self {
    case .product: "Product"
    case .postage: "Postage"
    case .fee: "Fee"
    case .discount: "Discount"
    case .manual: "Manual line"
    case .tax: "Tax"
    case .badDebt: "Bad debt"
    case .zeroPrice: "Without a price"
    case .adjustment: "Stock adjustment"
    }
  }
}
