import FoundationEssentials

/// A value kept as `jsonb`.
package struct JSON<Value: Codable & Sendable>: ColumnValue {
  package var value: Value

  package init(_ value: Value) { self.value = value }

  package static var columnType: ColumnType { .jsonb }

  package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> JSON {
    JSON(try JSONDecoder().decode(Value.self, from: Data(try JSONBytes.decode(bytes).utf8)))
  }

  package func encode(into bytes: inout ColumnBytes) {
    // What cannot be written as JSON (a number that is none) becomes null, which the column's check refuses.
    let text = (try? JSONEncoder().encode(value)).map { [UInt8]($0) } ?? Array("null".utf8)
    JSONBytes(utf8: text).encode(into: &bytes)
  }
}

extension JSON: Equatable where Value: Equatable {}

/// The text of a `jsonb` column, as it comes.
package struct JSONBytes: ColumnValue, ArrayElement, Hashable {
  package let utf8: [UInt8]

  package init(utf8: [UInt8]) { self.utf8 = utf8 }

  package static var columnType: ColumnType { .jsonb }

  /// Binary `jsonb` is the version 1 and then text. Source: `jsonb_recv`.
  package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> JSONBytes {
    guard bytes.first == 1 else { throw DatabaseError.unreadable(JSONBytes.self) }
    return JSONBytes(utf8: [UInt8](bytes.dropFirst()))
  }

  package func encode(into bytes: inout ColumnBytes) {
    bytes.append(1)
    bytes.append(utf8)
  }
}
