import Glibc

/// An internet address. A version 4 address is held as its IPv4-mapped IPv6 form, so the two compare equal.
package struct IPAddress: Hashable, Sendable {
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  init(version4 bits: UInt32) { self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(bits)) }

  /// Reads `127.0.0.1` or `::1`, without brackets, zone or port.
  package init?(_ text: String) {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self.init(version4: UInt32(bigEndian: four.s_addr))
      return
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    self.init(six)
  }

  init(_ six: in6_addr) {
    let words = withUnsafeBytes(of: six) { bytes in
      (
        bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
        bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      )
    }
    self.init(high: UInt64(bigEndian: words.0), low: UInt64(bigEndian: words.1))
  }

  /// The address of a socket's other side; the unspecified address for what is not of the internet.
  init(_ socket: sockaddr_storage) {
    self = withUnsafeBytes(of: socket) { bytes in
      switch Int32(socket.ss_family) {
      case AF_INET:
        IPAddress(version4: UInt32(bigEndian: bytes.load(as: sockaddr_in.self).sin_addr.s_addr))
      case AF_INET6: IPAddress(bytes.load(as: sockaddr_in6.self).sin6_addr)
      default: .unspecified
      }
    }
  }

  package static let unspecified = IPAddress(high: 0, low: 0)

  package var isVersion4: Bool { high == 0 && low >> 32 == 0xFFFF }
  package var isLoopback: Bool { isVersion4 ? low >> 24 & 0xFF == 127 : high == 0 && low == 1 }
}

extension IPAddress: CustomStringConvertible {
  package var description: String {
    if isVersion4 { return "\(low >> 24 & 255).\(low >> 16 & 255).\(low >> 8 & 255).\(low & 255)" }
    var words = (high.bigEndian, low.bigEndian)
    return withUnsafeBytes(of: &words) { address in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
        guard let start = text.baseAddress,
          inet_ntop(AF_INET6, address.baseAddress, start, socklen_t(INET6_ADDRSTRLEN)) != nil
        else { return "::" }
        return String(cString: start)
      }
    }
  }
}

/// A range of addresses as operators write it: `10.0.0.0/8`, `fd00::/8`, or a single address.
package struct AddressBlock: Hashable, Sendable {
  private let base: IPAddress
  private let bits: Int

  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(String(parts[0])) else { return nil }
    let skipped = address.isVersion4 ? 96 : 0
    var bits = 128
    if parts.count == 2 {
      guard let length = UInt8(parts[1]), Int(length) <= 128 - skipped else { return nil }
      bits = Int(length) + skipped
    }
    self.bits = bits
    base = AddressBlock.mask(address, to: bits)
    guard base == address else { return nil }
  }

  package func contains(_ address: IPAddress) -> Bool { AddressBlock.mask(address, to: bits) == base }

  private static func mask(_ address: IPAddress, to bits: Int) -> IPAddress {
    let high: UInt64 = bits == 0 ? 0 : bits >= 64 ? .max : .max << UInt64(64 - bits)
    let low: UInt64 = bits <= 64 ? 0 : .max << UInt64(128 - bits)
    return IPAddress(high: address.high & high, low: address.low & low)
  }
}
