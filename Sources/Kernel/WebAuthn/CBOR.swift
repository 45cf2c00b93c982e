/// A value of CBOR (RFC 8949), as far as authenticators write it: no floating point numbers, no tags.
package indirect enum CBOR: Hashable, Sendable {
  case unsigned(UInt64)
  /// Stands for -1 - n.
  case negative(UInt64)
  case bytes([UInt8])
  case text(String)
  case array([CBOR])
  case map([CBOR: CBOR])
  case bool(Bool)
  case null

  /// A number that fits.
  package init(_ number: Int) {
    self = number < 0 ? .negative(UInt64(-1 - number)) : .unsigned(UInt64(number))
  }

  package var number: Int? {
    switch self {
    case .unsigned(let value): Int(exactly: value)
    case .negative(let value): Int(exactly: value).map { -1 - $0 }
    default: nil
    }
  }

  package var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var map: [CBOR: CBOR]? { if case .map(let map) = self { map } else { nil } }

  package subscript(_ key: Int) -> CBOR? { map?[CBOR(key)] }
  package subscript(_ key: String) -> CBOR? { map?[.text(key)] }

  /// Reads one value that is all there is.
  package init(_ bytes: [UInt8]) throws(WebAuthnError) {
    var reader = CBORReader(bytes[...])
    self = try reader.value()
    guard reader.rest.isEmpty else { throw .malformed(.trailingBytes) }
  }
}
