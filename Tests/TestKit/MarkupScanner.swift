/// Cuts a page into tags and text, byte by byte: a letter that joins itself to a `>` must not hide it.
struct MarkupScanner {
  enum Token {
    case start(String, [String: String], isClosed: Bool)
    case end(String)
    case text(String)
    case fault(String)
  }

  private var rest: ArraySlice<UInt8>

  init(_ html: String) {
    rest = Array(html.utf8)[...]
    let doctype = Array("<!doctype html>".utf8)
    if rest.starts(with: doctype) { rest = rest.dropFirst(doctype.count) }
  }

  mutating func next() -> Token? {
    guard let byte = rest.first else { return nil }
    if byte != UInt8(ascii: "<") { return .text(MarkupScanner.unescaped(take { $0 != UInt8(ascii: "<") })) }
    rest.removeFirst()
    if !skip("/") { return start() }
    let name = take { $0 != UInt8(ascii: ">") }
    return skip(">") ? .end(name) : .fault("</\(name) is cut off")
  }

  private mutating func start() -> Token {
    let name = take { MarkupScanner.isLetter($0) || MarkupScanner.isDigit($0) || $0 == UInt8(ascii: "-") }
    if name.isEmpty { return .fault("a bare <") }
    var attributes: [String: String] = [:]
    while true {
      _ = take(MarkupScanner.isSpace)
      if skip("/>") { return .start(name, attributes, isClosed: true) }
      if skip(">") { return .start(name, attributes, isClosed: false) }
      let attribute = take { !MarkupScanner.isSpace($0) && !"=></\"".utf8.contains($0) }
      guard !attribute.isEmpty, attributes[attribute] == nil else {
        return .fault("<\(name)>: attribute \(attribute)")
      }
      attributes[attribute] = ""
      guard skip("=") else { continue }
      guard skip("\"") else { return .fault("<\(name) \(attribute)> has no quotes") }
      attributes[attribute] = MarkupScanner.unescaped(take { $0 != UInt8(ascii: "\"") })
      guard skip("\"") else { return .fault("<\(name) \(attribute)> is cut off") }
    }
  }

  private mutating func skip(_ text: StaticString) -> Bool {
    let bytes = Array("\(text)".utf8)
    guard rest.starts(with: bytes) else { return false }
    rest = rest.dropFirst(bytes.count)
    return true
  }

  private mutating func take(_ belongs: (UInt8) -> Bool) -> String {
    let taken = rest.prefix(while: belongs)
    rest = rest[taken.endIndex...]
    return String(decoding: taken, as: UTF8.self)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    let entities = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ]
    return entities.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
