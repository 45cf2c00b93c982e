/// What a part of a multipart form says of itself.
package struct MultipartPart: Sendable, Equatable {
  /// The field of the form.
  package let name: String

  /// The name the file had on the client, without folders; nil for what is no file, empty where none was chosen.
  /// Whoever sent it made it up, control characters and all: clean it, show it, never open it.
  package let fileName: String?

  /// As the client claims; what the content is must be found out.
  package let contentType: String?

  /// Reads the lines of a part's header, without the empty one.
  init?(header: ArraySlice<UInt8>) {
    guard String(validating: header, as: UTF8.self) != nil else { return nil }
    var disposition: Disposition?
    var contentType: String?
    for line in MultipartPart.lines(header) {
      guard let (name, value) = MultipartPart.field(line) else { return nil }
      switch name {
      case "content-disposition":
        guard disposition == nil, let read = Disposition(value) else { return nil }
        disposition = read
      case "content-type":
        guard contentType == nil else { return nil }
        contentType = String(decoding: value, as: UTF8.self)
      case "content-transfer-encoding":
        let encoding = String(decoding: value, as: UTF8.self).lowercased()
        guard ["binary", "8bit", "7bit"].contains(encoding) else { return nil }
      default: break
      }
    }
    guard let disposition else { return nil }
    name = disposition.name
    fileName = disposition.fileName
    self.contentType = contentType
  }

  /// What lies between CR LFs. A lone CR or LF stays in its line, where no value may hold it.
  private static func lines(_ header: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = header.startIndex
    for index in header.indices.dropLast() where header[index] == 13 && header[index + 1] == 10 {
      lines.append(header[start..<index])
      start = index + 2
    }
    return lines + [header[start...]]
  }

  private static func field(_ line: ArraySlice<UInt8>) -> (name: String, value: ArraySlice<UInt8>)? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return nil }
    guard line[..<colon].allSatisfy({ ByteSet.token.contains($0) }) else { return nil }
    let value = line[(colon + 1)...].drop { $0 == 32 || $0 == 9 }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    // Browsers send the controls of a file's name as they are, but for CR and LF.
    let mayHoldControls = name == "content-disposition" && !value.contains(13) && !value.contains(10)
    guard mayHoldControls || value.allSatisfy(ByteSet.isFieldValue) else { return nil }
    return (name, value)
  }
}

/// `form-data; name="…"; filename="…"`, in the way browsers write it: quote, CR and LF of a name as %22, %0D, %0A,
/// nothing else escaped (HTML Living Standard, §4.10.21.8). Read as bytes: a quote with a combining mark behind it is
/// one Character.
private struct Disposition {
  let name: String
  let fileName: String?

  init?(_ value: ArraySlice<UInt8>) {
    var rest = value
    guard rest.starts(with: Array("form-data".utf8)) else { return nil }
    rest.removeFirst(9)
    var parameters: [String: ArraySlice<UInt8>] = [:]
    while !rest.isEmpty {
      guard let (name, text) = Disposition.parameter(&rest), parameters.updateValue(text, forKey: name) == nil
      else {
        return nil
      }
    }
    guard let name = parameters["name"], name.allSatisfy(ByteSet.isFieldValue), parameters["filename*"] == nil
    else { return nil }
    self.name = String(decoding: Disposition.unescaped(name), as: UTF8.self)
    fileName = parameters["filename"].map { text in
      let path = Disposition.unescaped(text)
      let parts = path.split(omittingEmptySubsequences: false) {
        $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\")
      }
      return String(decoding: parts.last ?? [], as: UTF8.self)
    }
  }

  private static func parameter(_ rest: inout ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
    guard rest.first == UInt8(ascii: ";") else { return nil }
    rest = rest.dropFirst().drop { $0 == 32 }
    guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let name = String(decoding: rest[..<equals], as: UTF8.self).lowercased()
    rest = rest[(equals + 1)...]
    guard rest.first == UInt8(ascii: "\"") else { return token(&rest).map { (name, $0) } }
    rest.removeFirst()
    guard let quote = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
    let text = rest[..<quote]
    rest = rest[(quote + 1)...]
    return (name, text)
  }

  private static func token(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let token = rest.prefix { ByteSet.token.contains($0) }
    rest = rest[token.endIndex...]
    return token.isEmpty ? nil : token
  }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      let escape = text[index...].prefix(3)
      if escape.elementsEqual(Array("%22".utf8)) {
        result.append(UInt8(ascii: "\""))
      } else if escape.elementsEqual(Array("%0D".utf8)) {
        result.append(13)
      } else if escape.elementsEqual(Array("%0A".utf8)) {
        result.append(10)
      } else {
        result.append(text[index])
        index += 1
        continue
      }
      index += 3
    }
    return result
  }
}
