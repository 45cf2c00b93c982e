import Basics

/// Where something on the network came from: the address, which is sure, and the country, which is what its registry says.
package struct Place: Hashable, Sendable {
  package let address: String
  package let country: Country?

  /// `Bangladesh (203.0.113.7)`, or the address alone.
  package var words: Message {
    guard let country else { return Message(verbatim: address) }
    return "\(country.name) (\(address))"
  }
}
