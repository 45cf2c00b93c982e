/// Words for a person, not yet in a language: `"Only \(count) left"`.
///
/// The English text is the key into the catalogs, with `{1}`, `{2}`… for the values; the reader's locale
/// fills them in. Only literals become a key, so nothing that came from outside can.
package struct Message: Equatable, Sendable {
  /// Something a message speaks of, written as the reader's locale writes it.
  package enum Value: Equatable, Sendable {
    case text(String)
    /// The first number of a message chooses between singular and plural.
    case number(Int)
    case money(Money)
    case date(LocalDate)
    /// With date and time in the reader's zone.
    case instant(Instant)
    case message(Message)
  }

  /// The English text with numbered places.
  package let key: Key
  package let values: [Value]

  package enum Key: Sendable {
    case literal(StaticString)
    case composed([UInt8])
  }

  /// Text that is in no language or already in the reader's: a name, an answer of another system.
  package init(verbatim text: String) {
    key = .literal("{1}")
    values = [.text(text)]
  }

  package static func == (a: Message, b: Message) -> Bool {
    a.values == b.values && a.key.withBytes { a in b.key.withBytes { a.elementsEqual($0) } }
  }
}

extension Message.Key {
  /// The bytes of the key, in UTF-8; valid within the call.
  package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    switch self {
    case .literal(let text):
      try body(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    case .composed(let bytes): try bytes.withUnsafeBufferPointer(body)
    }
  }
}

extension Message: ExpressibleByStringInterpolation {
  #if LIST_MESSAGES
  @available(*, deprecated, message: "a message")
  #endif
  package init(stringLiteral: StaticString) {
    key = .literal(stringLiteral)
    values = []
  }

  #if LIST_MESSAGES
  @available(*, deprecated, message: "a message")
  #endif
  package init(stringInterpolation: Interpolation) {
    key = .composed(stringInterpolation.key)
    values = stringInterpolation.values
  }

  package struct Interpolation: StringInterpolationProtocol {
    var key: [UInt8] = []
    var values: [Value] = []

    package init(literalCapacity: Int, interpolationCount: Int) {
      key.reserveCapacity(literalCapacity + interpolationCount * 3)
      values.reserveCapacity(interpolationCount)
    }

    package mutating func appendLiteral(_ literal: StaticString) {
      key.append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    package mutating func appendInterpolation(_ text: String) { append(.text(text)) }
    package mutating func appendInterpolation(_ text: Substring) { append(.text(String(text))) }
    package mutating func appendInterpolation(_ number: Int) { append(.number(number)) }
    package mutating func appendInterpolation(_ money: Money) { append(.money(money)) }
    package mutating func appendInterpolation(_ date: LocalDate) { append(.date(date)) }
    package mutating func appendInterpolation(_ instant: Instant) { append(.instant(instant)) }
    package mutating func appendInterpolation(_ message: Message) { append(.message(message)) }

    private mutating func append(_ value: Value) {
      values.append(value)
      key.append(contentsOf: "{\(values.count)}".utf8)
    }
  }
}
