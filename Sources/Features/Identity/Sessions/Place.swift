import Basics

/// Where a network address is said to be: a hint, like the device.
struct Place: Equatable, Sendable {
  let address: String

  init(of address: String) { self.address = address }

  var words: Message { Message(verbatim: address) }
}
