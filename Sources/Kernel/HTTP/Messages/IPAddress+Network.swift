extension IPAddress {
  /// What one customer of a provider has: all of a version 4 address, the first 64 bits of one of version 6. What is
  /// counted by address is counted by this.
  package var network: String { isVersion4 ? description : IPAddress(high: high, low: 0).description }

  /// What a site of version 6 has at most, the first 48 bits, which are 65,536 networks (RFC 6177); nil for version 4.
  package var site: String? {
    isVersion4 ? nil : IPAddress(high: high & ~0xFFFF, low: 0).description
  }
}
