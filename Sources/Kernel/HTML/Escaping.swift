import Basics
import Glibc

extension Output {
  /// Text for a place between tags or inside a quoted attribute: `& < > " '` become character references.
  @inlinable package mutating func escape(_ text: borrowing String) {
    text.utf8Span.span.withUnsafeBufferPointer { escape($0) }
  }

  @inlinable package mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard var start = bytes.baseAddress else { return }
    var rest = bytes.count
    // In pieces, so that a long text does not reserve six times its length.
    while rest > 0 {
      let count = min(rest, 4096)
      escape(start, count)
      start += count
      rest &-= count
    }
  }

  /// Eight bytes at a time are copied before they are looked at: most words hold nothing to escape.
  ///
  /// In bounds: six bytes are reserved for each one, the longest reference, and a word more for the blind copy.
  @usableFromInline mutating func escape(_ source: UnsafePointer<UInt8>, _ count: Int) {
    reserve(count &* 6 &+ 8)
    var index = 0
    while index &+ 8 <= count {
      let word = UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self)
      UnsafeMutableRawPointer(memory + end).storeBytes(of: word, as: UInt64.self)
      if Output.mayNeedEscape(word) {
        for position in index..<index &+ 8 { escape(source[position]) }
      } else {
        end &+= 8
      }
      index &+= 8
    }
    while index < count {
      escape(source[index])
      index &+= 1
    }
  }

  /// Escapes what was appended behind the first `start` bytes.
  mutating func escapeWritten(from start: Int) {
    let written = UnsafeBufferPointer(rebasing: bytes[start...])
    guard written.contains(where: Output.needsEscape) else { return }
    let copy = Array(written)
    truncate(to: start)
    copy.withUnsafeBufferPointer { escape($0) }
  }

  static func needsEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
    default: false
    }
  }

  /// Is there `"`, `&`, `'`, `<` or `>` in the word? It may say yes to a few others, never no to one of these.
  ///
  /// `(x - 0x01…) & ~x & 0x80…` finds a zero byte (Hacker's Delight, 6-1). `&` and `'` differ in bit 0 alone,
  /// `<` and `>` in bit 1 alone.
  @inline(__always) static func mayNeedEscape(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let ampersandOrApostrophe = (word & ~ones) ^ (ones &* 0x26)
    let angle = (word & ~(ones &* 2)) ^ (ones &* 0x3C)
    let found =
      (quote &- ones) & ~quote | (ampersandOrApostrophe &- ones) & ~ampersandOrApostrophe | (angle &- ones)
      & ~angle
    return found & 0x8080_8080_8080_8080 != 0
  }

  @inline(__always) mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): put("&amp;")
    case UInt8(ascii: "<"): put("&lt;")
    case UInt8(ascii: ">"): put("&gt;")
    case UInt8(ascii: "\""): put("&quot;")
    case UInt8(ascii: "'"): put("&#39;")
    default:
      memory[end] = byte
      end &+= 1
    }
  }

  /// Room is already there.
  @inline(__always) mutating func put(_ reference: StaticString) {
    memcpy(memory + end, reference.utf8Start, reference.utf8CodeUnitCount)
    end &+= reference.utf8CodeUnitCount
  }
}
