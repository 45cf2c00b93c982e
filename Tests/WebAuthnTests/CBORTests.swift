import Basics
import Testing

@testable import WebAuthn

@Suite struct `CBOR of an authenticator` {
  // Of RFC 8949, appendix A.
  @Test(
    arguments: [
      ([0x00], .unsigned(0)), ([0x17], .unsigned(23)), ([0x18, 0x18], .unsigned(24)),
      ([0x19, 0x03, 0xE8], .unsigned(1000)),
      ([0x1A, 0x00, 0x0F, 0x42, 0x40], .unsigned(1_000_000)),
      ([0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .unsigned(.max)),
      ([0x3B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .negative(.max)), ([0x20], .negative(0)),
      ([0x39, 0x03, 0xE7], .negative(999)), ([0xF4], .bool(false)), ([0xF5], .bool(true)), ([0xF6], .null),
      ([0x40], .bytes([])), ([0x44, 1, 2, 3, 4], .bytes([1, 2, 3, 4])), ([0x60], .text("")),
      ([0x62, 0xC3, 0xBC], .text("ü")), ([0x80], .array([])),
      ([0x83, 1, 2, 3], .array([CBOR(1), CBOR(2), CBOR(3)])),
      ([0xA0], .map([:])), ([0xA2, 1, 2, 3, 4], .map([CBOR(1): CBOR(2), CBOR(3): CBOR(4)])),
      ([0xA1, 0x61, 0x61, 0x81, 0x20], .map([.text("a"): .array([CBOR(-1)])])),
    ] as [([UInt8], CBOR)])
  func `is read`(bytes: [UInt8], value: CBOR) throws {
    #expect(try CBOR(bytes) == value)
  }

  @Test(
    arguments: [
      ([], .tooShort), ([0x18], .tooShort), ([0x44, 1, 2], .tooShort), ([0x82, 1], .tooShort),
      ([0xA1, 1], .tooShort),
      ([0x9A, 0xFF, 0xFF, 0xFF, 0xFF, 1], .tooShort),
      ([0xBB, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .tooShort),
      ([0x5B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .tooShort), ([0x00, 0x00], .trailingBytes),
      ([0x18, 0x17], .notShortest), ([0x19, 0x00, 0xFF], .notShortest),
      ([0x1A, 0, 0, 0xFF, 0xFF], .notShortest),
      ([0x1B, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], .notShortest), ([0x58, 0x01, 0x00], .notShortest),
      ([0x5F, 0x41, 0, 0xFF], .indefiniteLength), ([0x9F, 0xFF], .indefiniteLength),
      ([0xBF, 0xFF], .indefiniteLength),
      ([0x1C], .indefiniteLength), ([0xA2, 1, 2, 1, 3], .duplicateKey), ([0xC0, 0x00], .unsupportedType),
      ([0xF9, 0x3C, 0x00], .unsupportedType), ([0xF7], .unsupportedType), ([0xFF], .unsupportedType),
      ([0x61, 0xFF], .notText), ([0x62, 0xED, 0xA0], .notText),
      ([UInt8](repeating: 0x81, count: 20) + [0], .tooDeep),
      ([UInt8](repeating: 0x81, count: 100_000) + [0], .tooDeep),
    ] as [([UInt8], WebAuthnError.Malformation)])
  func `is refused where it is not strict`(bytes: [UInt8], reason: WebAuthnError.Malformation) {
    #expect(throws: WebAuthnError.malformed(reason)) { try CBOR(bytes) }
  }

  @Test func `of any value comes back as it was written`() throws {
    var random = Numbers(state: 7)
    for _ in 0..<2000 {
      let value = CBOR.any(&random, depth: 0)
      #expect(try CBOR(value.written) == value)
      var cut = value.written
      cut.removeLast()
      #expect(throws: WebAuthnError.self) { try CBOR(cut) }
    }
  }

  @Test func `of any bytes is a value or an error`() {
    var random = Numbers(state: 11)
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        UInt8.random(in: .min ... .max, using: &random)
      }
      // What is read is what would be written, but for the order of keys.
      if let value = try? CBOR(bytes) { #expect(value.written.count == bytes.count) }
    }
  }
}

/// The same numbers in every run.
struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

extension CBOR {
  static func any(_ random: inout Numbers, depth: Int) -> CBOR {
    switch Int.random(in: 0..<(depth < 4 ? 8 : 6), using: &random) {
    case 0:
      return .unsigned(
        UInt64.random(in: .min ... .max, using: &random) >> UInt64.random(in: 0..<64, using: &random))
    case 1:
      return .negative(
        UInt64.random(in: .min ... .max, using: &random) >> UInt64.random(in: 0..<64, using: &random))
    case 2: return .bytes([UInt8](repeating: 7, count: Int.random(in: 0..<300, using: &random)))
    case 3: return .text(String(repeating: "ক", count: Int.random(in: 0..<20, using: &random)))
    case 4: return .bool(Bool.random(using: &random))
    case 5: return .null
    case 6:
      return .array((0..<Int.random(in: 0..<5, using: &random)).map { _ in any(&random, depth: depth + 1) })
    default:
      let count = Int.random(in: 0..<5, using: &random)
      let pairs = (0..<count).map { _ in (any(&random, depth: depth + 1), any(&random, depth: depth + 1)) }
      return .map(Dictionary(pairs) { first, _ in first })
    }
  }

  var written: [UInt8] {
    switch self {
    case .unsigned(let number): CBOR.head(0, number)
    case .negative(let number): CBOR.head(1, number)
    case .bytes(let bytes): CBOR.head(2, UInt64(bytes.count)) + bytes
    case .text(let text): CBOR.head(3, UInt64(text.utf8.count)) + Array(text.utf8)
    case .array(let values): CBOR.head(4, UInt64(values.count)) + values.flatMap(\.written)
    case .map(let map): CBOR.head(5, UInt64(map.count)) + map.flatMap { $0.key.written + $0.value.written }
    case .bool(let value): [value ? 0xF5 : 0xF4]
    case .null: [0xF6]
    }
  }

  private static func head(_ major: UInt8, _ number: UInt64) -> [UInt8] {
    let size = number < 24 ? 0 : number < 256 ? 1 : number < 65536 ? 2 : number < 1 << 32 ? 4 : 8
    let minor: UInt8 = size == 0 ? UInt8(number) : [1: 24, 2: 25, 4: 26, 8: 27][size] ?? 0
    return [major << 5 | minor]
      + (0..<size).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (size - 1 - $0))) }
  }
}
