/// A small reading of HTML as a browser's tokenizer does it: enough to see whether a value broke out of its place.
package struct Tokenizer {
  package enum Token: Equatable {
    case start(String, [String: String])
    case end(String)
    case text(String)
  }

  private var rest: Substring
  private var tokens: [Token] = []

  package static func tokens(of html: String) -> [Token] {
    var tokenizer = Tokenizer(rest: html[...])
    tokenizer.run()
    return tokenizer.tokens
  }

  private init(rest: Substring) { self.rest = rest }

  private mutating func run() {
    while let first = rest.unicodeScalars.first {
      if first == "<", let next = rest.unicodeScalars.dropFirst().first,
        next.properties.isAlphabetic || next == "/"
      {
        tag()
      } else {
        text(until: "<")
      }
    }
  }

  private mutating func text(until end: Unicode.Scalar) {
    let run = take { $0 != end }
    // A "<" that begins no tag is text.
    let text = run.isEmpty ? take(1) : run
    tokens.append(.text(decoded(text)))
  }

  private mutating func tag() {
    _ = take(1)
    let isEnd = rest.hasPrefix("/")
    if isEnd { _ = take(1) }
    let name = take { !" \t\n\r\u{c}/>".unicodeScalars.contains($0) }.lowercased()
    let attributes = attributes()
    tokens.append(isEnd ? .end(name) : .start(name, attributes))
    if !isEnd, ["script", "style", "textarea", "title", "iframe", "xmp"].contains(name) { raw(name) }
  }

  private mutating func attributes() -> [String: String] {
    var attributes: [String: String] = [:]
    while true {
      _ = take { " \t\n\r\u{c}/".unicodeScalars.contains($0) }
      guard let first = rest.unicodeScalars.first else { return attributes }
      if first == ">" {
        _ = take(1)
        return attributes
      }
      let name = take { !" \t\n\r\u{c}/>=".unicodeScalars.contains($0) }
      guard rest.hasPrefix("=") else {
        attributes[name] = ""
        continue
      }
      _ = take(1)
      attributes[name] = value()
    }
  }

  private mutating func value() -> String {
    guard let quote = rest.unicodeScalars.first, quote == "\"" || quote == "'" else {
      return decoded(take { !" \t\n\r\u{c}>".unicodeScalars.contains($0) })
    }
    _ = take(1)
    let value = take { $0 != quote }
    _ = take(1)
    return decoded(value)
  }

  /// Up to the element's end tag, whatever stands there.
  private mutating func raw(_ name: String) {
    var text = ""
    while !rest.isEmpty, !rest.lowercased().hasPrefix("</" + name) { text += take(1) }
    tokens.append(.text(name == "textarea" || name == "title" ? decoded(text) : text))
  }

  private mutating func take(while isPart: (Unicode.Scalar) -> Bool) -> String {
    let end = rest.unicodeScalars.firstIndex { !isPart($0) } ?? rest.endIndex
    defer { rest = rest[end...] }
    return String(rest[..<end])
  }

  private mutating func take(_ count: Int) -> String {
    let end =
      rest.unicodeScalars.index(rest.startIndex, offsetBy: count, limitedBy: rest.endIndex) ?? rest.endIndex
    defer { rest = rest[end...] }
    return String(rest[..<end])
  }

  private func decoded(_ text: String) -> String {
    var decoded = ""
    var rest = text[...]
    let references = ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'"]
    while let first = rest.unicodeScalars.first {
      if let (reference, character) = references.first(where: {
        rest.unicodeScalars.starts(with: $0.key.unicodeScalars)
      }) {
        decoded += character
        rest = rest[rest.unicodeScalars.index(rest.startIndex, offsetBy: reference.count)...]
      } else {
        decoded.unicodeScalars.append(first)
        rest = rest[rest.unicodeScalars.index(after: rest.startIndex)...]
      }
    }
    return decoded
  }
}

extension Tokenizer.Token {
  /// The token without what a value may change.
  package var shape: String {
    switch self {
    case .start(let name, let attributes): "<\(name) \(attributes.keys.sorted())>"
    case .end(let name): "</\(name)>"
    case .text: "x"
    }
  }
}
