import Glibc

/// Bytes that a response, a file or a log line is appended to.
///
/// The first `headroom` bytes stay free, so that a response's head can be put in front of its body and both
/// go out in one system call. Not copyable: its memory is freed with it.
package struct Output: ~Copyable {
  /// Bytes kept free before the first appended one.
  @inlinable package static var headroom: Int { 2048 }

  @usableFromInline package private(set) var memory: UnsafeMutablePointer<UInt8>
  @usableFromInline package var end: Int
  @usableFromInline var capacity: Int

  /// Room for `capacity` bytes before it has to grow.
  package init(capacity: Int) {
    self.capacity = capacity + Output.headroom
    memory = .allocate(capacity: self.capacity)
    end = Output.headroom
  }

  deinit { memory.deallocate() }

  /// The number of bytes appended.
  @inlinable package var count: Int { end - Output.headroom }

  /// The bytes appended; valid until the next call that changes this value.
  @inlinable package var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: memory + Output.headroom, count: count)
  }

  /// The bytes appended, as text.
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Forgets what was appended and keeps the memory, unless it grew past `keeping` bytes.
  package mutating func reset(keeping limit: Int = 1 << 20) {
    end = Output.headroom
    guard capacity > limit + Output.headroom else { return }
    memory.deallocate()
    capacity = 65536 + Output.headroom
    memory = .allocate(capacity: capacity)
  }

  /// Takes back what was appended behind the first `count` bytes.
  package mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= self.count)
    end = Output.headroom + count
  }

  /// Makes room for `count` more bytes.
  @inlinable @inline(__always) package mutating func reserve(_ count: Int) {
    if end &+ count > capacity { grow(count) }
  }

  @inline(never) @usableFromInline mutating func grow(_ count: Int) {
    let larger = max(capacity * 2, end + count)
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    memcpy(copy, memory, end)
    memory.deallocate()
    memory = copy
    capacity = larger
  }

  @inlinable @inline(__always) package mutating func append(_ byte: UInt8) {
    reserve(1)
    memory[end] = byte
    end &+= 1
  }

  /// Text known at compile time, as it is.
  @inlinable @inline(__always) package mutating func append(_ text: StaticString) {
    let count = text.utf8CodeUnitCount
    reserve(count)
    memcpy(memory + end, text.utf8Start, count)
    end &+= count
  }

  @inlinable package mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    memcpy(memory + end, start, bytes.count)
    end &+= bytes.count
  }

  @inlinable package mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

  @inlinable package mutating func append(_ text: borrowing String) {
    text.utf8Span.span.withUnsafeBufferPointer { append($0) }
  }

  /// A number in decimal ASCII digits.
  @inlinable package mutating func append(_ value: Int) {
    reserve(20)
    if value < 0 {
      memory[end] = UInt8(ascii: "-")
      end &+= 1
    }
    var rest = value.magnitude
    var digits = 1
    var limit: UInt = 10
    while limit <= rest {
      digits &+= 1
      let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
      if overflow { break }
      limit = next
    }
    end &+= digits
    var position = end
    repeat {
      let quotient = rest / 10
      position &-= 1
      memory[position] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest &- quotient &* 10)
      rest = quotient
    } while rest > 0
  }

  /// A moment in UTC to the second: `2026-11-20T14:05:09Z`. Years 0 to 9999.
  @inlinable package mutating func iso8601(_ instant: Instant) {
    reserve(24)
    let seconds =
      instant.microseconds >= 0
      ? instant.microseconds / 1_000_000
      : (instant.microseconds &- 999_999) / 1_000_000
    var days = seconds / 86400
    var rest = seconds % 86400
    if rest < 0 {
      rest += 86400
      days -= 1
    }
    let (year, month, day) = civil(fromDays: days)
    twoDigits(year / 100)
    twoDigits(year % 100)
    append(UInt8(ascii: "-"))
    twoDigits(month)
    append(UInt8(ascii: "-"))
    twoDigits(day)
    append(UInt8(ascii: "T"))
    twoDigits(rest / 3600)
    append(UInt8(ascii: ":"))
    twoDigits(rest / 60 % 60)
    append(UInt8(ascii: ":"))
    twoDigits(rest % 60)
    append(UInt8(ascii: "Z"))
  }

  @inlinable package mutating func twoDigits(_ value: Int64) {
    append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value / 10))
    append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value % 10))
  }
}
