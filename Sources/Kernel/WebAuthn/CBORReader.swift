/// Reads CBOR strictly, as CTAP 2 wants it written (8, "message encoding"): definite lengths, the shortest form of each
/// number, no key twice. Never reads past the end, nor deeper than `deepest`, and holds no more than its input's size.
struct CBORReader {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// CTAP allows four; certificates of platforms have been seen with a few more.
  static let deepest = 8

  mutating func value(depth: Int = 0) throws(WebAuthnError) -> CBOR {
    guard depth <= CBORReader.deepest else { throw .malformed(.tooDeep) }
    let first = try byte()
    let (major, minor) = (first >> 5, first & 0x1F)
    if major == 7 { return try simple(minor) }
    let number = try argument(minor)
    switch major {
    case 0: return .unsigned(number)
    case 1: return .negative(number)
    case 2: return .bytes(Array(try take(number)))
    case 3: return try text(number)
    case 4: return try array(of: number, depth)
    case 5: return try map(of: number, depth)
    default: throw .malformed(.unsupportedType)
    }
  }

  private mutating func byte() throws(WebAuthnError) -> UInt8 {
    guard let byte = rest.popFirst() else { throw .malformed(.tooShort) }
    return byte
  }

  mutating func take(_ count: some BinaryInteger) throws(WebAuthnError) -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw .malformed(.tooShort) }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count))
  }

  private mutating func argument(_ minor: UInt8) throws(WebAuthnError) -> UInt64 {
    if minor < 24 { return UInt64(minor) }
    guard minor < 28 else { throw .malformed(.indefiniteLength) }
    let size = 1 << Int(minor - 24)
    let number = try take(size).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let least: UInt64 = size == 1 ? 24 : 1 << UInt64(size * 4)
    guard number >= least else { throw .malformed(.notShortest) }
    return number
  }

  private mutating func simple(_ minor: UInt8) throws(WebAuthnError) -> CBOR {
    switch minor {
    case 20: return .bool(false)
    case 21: return .bool(true)
    case 22: return .null
    default: throw .malformed(.unsupportedType)
    }
  }

  private mutating func text(_ count: UInt64) throws(WebAuthnError) -> CBOR {
    guard let text = String(validating: try take(count), as: UTF8.self) else { throw .malformed(.notText) }
    return .text(text)
  }

  private mutating func array(of count: UInt64, _ depth: Int) throws(WebAuthnError) -> CBOR {
    // Each value takes a byte at least: a count that promises more is a lie, and reserves nothing.
    guard count <= rest.count else { throw .malformed(.tooShort) }
    var values: [CBOR] = []
    for _ in 0..<count { values.append(try value(depth: depth + 1)) }
    return .array(values)
  }

  private mutating func map(of count: UInt64, _ depth: Int) throws(WebAuthnError) -> CBOR {
    guard count <= rest.count / 2 else { throw .malformed(.tooShort) }
    var values: [CBOR: CBOR] = [:]
    for _ in 0..<count {
      let key = try value(depth: depth + 1)
      guard values[key] == nil else { throw .malformed(.duplicateKey) }
      values[key] = try value(depth: depth + 1)
    }
    return .map(values)
  }
}
