extension HTTPResponse {
  /// A file for a GET or HEAD: all of it, the range that was asked for (RFC 9110 §14; one range only), or 304.
  ///
  /// The caller opens the file, says its type, and adds Content-Disposition and Cache-Control.
  package static func file(
    _ file: OpenFile, type: String, tag: ETag, for head: HTTPHead, headers: HTTPHeaders = HTTPHeaders()
  ) -> HTTPResponse {
    var response = HTTPResponse(headers: headers)
    response.headers.append("ETag", tag.description)
    if head.all("if-none-match").contains(where: tag.isNamed) {
      response.status = .notModified
      return response
    }
    response.headers.append("Content-Type", type)
    response.headers.append("Accept-Ranges", "bytes")
    switch RequestedRange(head, tag: tag, size: file.size) {
    case .whole: response.body = .file(FilePart(file))
    case .part(let range):
      response.status = .partialContent
      response.headers.append(
        "Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)")
      response.body = .file(FilePart(file, range: range))
    case .impossible:
      response.status = .rangeNotSatisfiable
      response.headers.append("Content-Range", "bytes */\(file.size)")
    }
    return response
  }
}

/// What a Range header asks for. Ranges that are not understood, several at once, and those of another state of the
/// file get the whole.
enum RequestedRange: Equatable {
  case whole
  case part(Range<Int>)
  case impossible

  init(_ head: HTTPHead, tag: ETag, size: Int) {
    let lines = head.all("range")
    let condition = head["if-range"]
    if lines.count == 1, head.method == .get, condition == nil || condition == tag.description {
      self = RequestedRange(lines[0], size: size)
    } else {
      self = .whole
    }
  }

  init(_ text: String, size: Int) {
    let bounds = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false).map(
      RequestedRange.number)
    guard text.hasPrefix("bytes="), bounds.count == 2 else {
      self = .whole
      return
    }
    switch (bounds[0], bounds[1]) {
    case (.absent, .value(let count)):
      self = count == 0 || size == 0 ? .impossible : .part(max(0, size - count)..<size)
    case (.value(let first), .absent): self = first < size ? .part(first..<size) : .impossible
    case (.value(let first), .value(let last)) where first <= last:
      self = first < size ? .part(first..<min(last + 1, size)) : .impossible
    default: self = .whole
    }
  }

  private enum Number {
    case absent
    case value(Int)
    case malformed
  }

  private static func number(_ text: Substring) -> Number {
    if text.isEmpty { return .absent }
    guard text.utf8.count <= 15, text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
    else {
      return .malformed
    }
    return Int(text).map(Number.value) ?? .malformed
  }
}
