import Basics
import HTML
import Localization
import Looks
import Web

/// The sample of a business: to begin one, to see how far it is, to remove it.
struct SamplePage: Sendable {
  let shell: Shell
  let state: SampleState
  let path: String
  let progressPath: String?
  let home: String

  init(_ state: SampleState, _ request: Request) {
    shell = request.shell(section: "/")
    self.state = state
    path = request.path("/sample")
    home = request.path("")
    // Asked for as this page was.
    progressPath =
      state.isMoving
      ? request.path("/sample/progress") + (request.query("awaited") == nil ? "" : "?awaited=1") : nil
  }

  var progress: SampleProgress { SampleProgress(state) }

  var title: Message {
    switch state {
    case .none: "A sample shop"
    case .awaited, .filling: "Your sample shop is being filled"
    case .filled: "Your sample shop"
    case .removing: "The sample is being removed"
    }
  }

  var explanation: Message {
    switch state {
    case .none:
      "Over a year of a made-up shop: products, customers, orders, festivals, a stock-out, a good campaign. To look around in, before your own history is here or beside it."
    case .awaited, .filling: "Over a year of orders is on its way. That takes some seconds."
    case .filled: "It grows every day, as a shop does. Everything of it is made up, and marked as a sample."
    case .removing: "Every row of it goes. What is yours stays as it is."
    }
  }

  var isNone: Bool { if case .none = state { true } else { false } }

  var facts: SampleFacts? {
    guard case .filled(let until, let orders, let customers) = state else { return nil }
    return SampleFacts(until: until, orders: orders, customers: customers)
  }
}

struct SampleFacts: Sendable {
  let until: Instant
  let orders, customers: Int
}

/// How far filling or removing has come.
struct SampleProgress: Sendable {
  /// Nil where only what is left is known.
  let percent: Int?
  let ordersLeft: Int

  init(_ state: SampleState) {
    switch state {
    case .filling(let part): (percent, ordersLeft) = (Int(part * 100), 0)
    case .removing(let left): (percent, ordersLeft) = (nil, left)
    case .none, .awaited, .filled: (percent, ordersLeft) = (0, 0)
    }
  }
}
