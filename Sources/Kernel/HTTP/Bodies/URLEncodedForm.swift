/// Names and values of a query or of an `application/x-www-form-urlencoded` body, in order.
package struct URLEncodedForm: Sendable, Equatable {
  package struct Field: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  package private(set) var fields: [Field] = []

  package init() {}

  package init(_ text: String, limits: FormLimits = FormLimits()) throws(FormError) {
    try self.init(Array(text.utf8), limits: limits)
  }

  /// Strict: a bad escape, a NUL, a byte outside ASCII, or what is not UTF-8 when decoded is refused. Empty pairs
  /// (`a=1&&b=2`) are passed over, a name without `=` has an empty value.
  package init(_ bytes: [UInt8], limits: FormLimits = FormLimits()) throws(FormError) {
    guard bytes.count <= limits.total else { throw .fieldTooLarge }
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      if fields.count == limits.fields { throw .tooManyFields }
      let equals = pair.firstIndex(of: UInt8(ascii: "="))
      let name = try URLEncodedForm.decode(pair[..<(equals ?? pair.endIndex)], limit: limits.name)
      let value = try equals.map { index throws(FormError) in
        try URLEncodedForm.decode(pair[(index + 1)...], limit: limits.value)
      }
      fields.append(Field(name: name, value: value ?? ""))
    }
  }

  mutating func append(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

  /// The value of the first field of that name.
  package func first(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  private static func decode(_ text: ArraySlice<UInt8>, limit: Int) throws(FormError) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(text.count, limit))
    var rest = text.makeIterator()
    while var byte = rest.next() {
      guard byte > 32, byte < 127 else { throw .malformed }
      if byte == UInt8(ascii: "+") { byte = UInt8(ascii: " ") }
      if byte == UInt8(ascii: "%") {
        guard let high = rest.next().flatMap(hexadecimal), let low = rest.next().flatMap(hexadecimal) else {
          throw .malformed
        }
        byte = high << 4 | low
        guard byte != 0 else { throw .malformed }
      }
      if bytes.count == limit { throw .fieldTooLarge }
      bytes.append(byte)
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .malformed }
    return decoded
  }
}
