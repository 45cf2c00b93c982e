import Basics

/// The text of HTML, for descriptions that shops write in it. What comes out is text: it is escaped where it is shown.
enum PlainText {
  /// Whether it has tags or character references.
  static func isMarkup(_ text: String) -> Bool {
    var reader = MarkupReader(text)
    return reader.hasMarkup()
  }

  /// Paragraphs, line breaks and list items become lines, references become characters, all else that is markup goes,
  /// scripts and styles with what is in them. Text without markup stays as it is.
  static func of(_ text: String) -> String {
    var reader = MarkupReader(text)
    return (isMarkup(text) ? reader.text() : text).normalizedText
  }

  /// The same text as HTML, from which `of` makes it again.
  static func markup(of text: String) -> String {
    let isPlain = !text.unicodeScalars.contains { $0 == "<" || $0 == ">" || $0 == "&" || $0 == "\n" }
    if isPlain { return text }
    let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    return escaped.split(separator: "\n\n", omittingEmptySubsequences: false)
      .map { "<p>\($0.replacing("\n", with: "<br>"))</p>" }.joined()
  }
}

/// Takes HTML apart, as far as its text is concerned.
struct MarkupReader {
  private var rest: Substring.UnicodeScalarView
  private var found = String.UnicodeScalarView()

  init(_ text: String) { rest = text[...].unicodeScalars }

  mutating func hasMarkup() -> Bool {
    while let scalar = rest.first {
      if scalar == "<", tag() != nil { return true }
      if scalar == "&", reference() != nil { return true }
      rest.removeFirst()
    }
    return false
  }

  mutating func text() -> String {
    while let scalar = rest.first {
      if scalar == "<", let tag = tag() {
        take(tag)
      } else if scalar == "&", let character = reference() {
        found.append(character)
      } else {
        // A line break of the source is a space between words.
        found.append(scalar == "\n" || scalar == "\r" ? " " : scalar)
        rest.removeFirst()
      }
    }
    return String(found)
  }

  private mutating func take(_ tag: Tag) {
    switch tag.name {
    case "script", "style", "head", "template": if !tag.isEnd { skipContent(of: tag.name) }
    case "br": found.append("\n")
    case "li": found.append(contentsOf: (tag.isEnd ? "\n" : "\n• ").unicodeScalars)
    case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote":
      found.append(contentsOf: "\n\n".unicodeScalars)
    case "div", "tr", "dt", "dd", "section": found.append("\n")
    case "td", "th": found.append(" ")
    default: break
    }
  }

  private struct Tag {
    let name: String
    let isEnd: Bool
  }

  /// Takes a tag or a comment; nil, and nothing taken, where `<` is only a sign.
  private mutating func tag() -> Tag? {
    let start = rest
    rest.removeFirst()
    if rest.starts(with: "!--".unicodeScalars) {
      skip(past: "-->")
      return Tag(name: "!--", isEnd: false)
    }
    let isEnd = rest.first == "/"
    if isEnd || rest.first == "!" { rest.removeFirst() }
    let name = rest.prefix { $0.isASCII && $0.properties.isAlphabetic || ("1"..."6").contains($0) }
    // Far away a ">" belongs to something else.
    guard let first = name.first, first.properties.isAlphabetic,
      let end = tagEnd(of: name)
    else {
      // "</>" in a hurry is an end of something.
      if isEnd && rest.first == ">" {
        rest.removeFirst()
        return Tag(name: "", isEnd: true)
      }
      rest = start
      return nil
    }
    rest = rest[rest.index(after: end)...]
    return Tag(name: String(name).lowercased(), isEnd: isEnd)
  }

  /// Where the tag that has begun ends: before the next one begins, so that no text is looked through twice.
  private func tagEnd(of name: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView.Index? {
    let tag = rest.dropFirst(name.count).prefix(4000)
    let end = tag.firstIndex { $0 == ">" || $0 == "<" }
    return end.flatMap { tag[$0] == ">" ? $0 : nil }
  }

  private mutating func skipContent(of name: String) {
    while let scalar = rest.first {
      if scalar == "<", let tag = tag() {
        if tag.isEnd && tag.name == name { return }
      } else {
        rest.removeFirst()
      }
    }
  }

  private mutating func skip(past end: String) {
    while !rest.isEmpty, !rest.starts(with: end.unicodeScalars) { rest.removeFirst() }
    rest = rest.dropFirst(end.unicodeScalars.count)
  }

  /// Takes `&amp;`, `&#8217;`, `&#x2019;`; nil, and nothing taken, where `&` is only a sign.
  private mutating func reference() -> Unicode.Scalar? {
    guard let end = rest.prefix(12).firstIndex(of: ";") else { return nil }
    let name = String(rest[rest.index(after: rest.startIndex)..<end])
    guard let character = MarkupReader.character(name) else { return nil }
    rest = rest[rest.index(after: end)...]
    return character
  }

  private static func character(_ name: String) -> Unicode.Scalar? {
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    }
    if name.hasPrefix("#") { return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) }
    return named[name]
  }

  /// Those that shops' editors write.
  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "copy": "©", "reg": "®",
    "trade": "™",
    "deg": "°", "frac12": "½", "frac14": "¼", "frac34": "¾", "times": "×", "divide": "÷", "plusmn": "±",
    "micro": "µ",
    "bull": "•", "middot": "·", "hellip": "…", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’",
    "ldquo": "“",
    "rdquo": "”", "sbquo": "‚", "bdquo": "„", "laquo": "«", "raquo": "»", "euro": "€", "pound": "£",
    "yen": "¥",
    "cent": "¢", "sect": "§", "para": "¶", "eacute": "é", "Eacute": "É", "egrave": "è", "ecirc": "ê",
    "agrave": "à",
    "acirc": "â", "aacute": "á", "auml": "ä", "Auml": "Ä", "ouml": "ö", "Ouml": "Ö", "uuml": "ü", "Uuml": "Ü",
    "szlig": "ß", "ccedil": "ç", "ntilde": "ñ", "ocirc": "ô", "icirc": "î", "oslash": "ø", "aring": "å",
    "prime": "′",
    "Prime": "″",
  ]
}
