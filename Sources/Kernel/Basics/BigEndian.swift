extension [UInt8] {
  /// The number in eight bytes, the highest first; ends the program where there are not so many.
  /// - Parameter offset: counted in bytes.
  @inlinable package func bigEndian(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset + 8 <= count)
    // All eight are within the array, and need not be aligned.
    return withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
  }
}
