extension IPAddress {
  /// What one customer of a provider has: all of a version 4 address, the first 64 bits of one of version 6. What is
  /// counted by address is counted by this.
  package var network: String { isVersion4 ? description : IPAddress(high: high, low: 0).description }
}
