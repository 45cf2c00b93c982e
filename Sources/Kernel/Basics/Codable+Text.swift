// Values that travel as their text: in the payload of a job, in the API.

extension Decoder {
  /// Reads a value from its text.
  package func lossless<Value: LosslessStringConvertible>() throws -> Value {
    let text = try singleValueContainer().decode(String.self)
    guard let value = Value(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: codingPath, debugDescription: "cannot be read as \(Value.self)"))
    }
    return value
  }
}

extension Encoder {
  /// Writes a value as its text.
  package func lossless(_ value: some LosslessStringConvertible) throws {
    var container = singleValueContainer()
    try container.encode(value.description)
  }
}
