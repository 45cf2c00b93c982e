/// Where in the HTML the parser is: between tags, inside which tag, attribute or element.
///
/// It follows the tokenizer of the HTML standard (13.2.5) as far as a template may go, and refuses what a browser would
/// have to repair.
struct Markup {
  enum Place: Equatable {
    case text
    case tagName
    /// Inside a tag, where an attribute may begin.
    case attributes
    /// Inside a tag, behind something that needs a space before the next attribute.
    case needsSpace
    case attributeName
    /// Behind `=`.
    case beforeValue
    case value(quote: UInt8)
    case declaration
    /// Inside an element whose content is text up to its end tag; `escapable` where character references work.
    case raw(String, escapable: Bool)
  }

  struct Element {
    let name: String
    let index: Int
    /// `translate="no"` on it or around it.
    var isUntranslated: Bool
    /// A form that posts and has no `{% csrf %}` yet.
    var lacksToken = false
  }

  struct ElementTag {
    var name = ""
    let index: Int
    let isEnd: Bool
    var closesItself = false
    /// Names with their values; nil where a value comes from Swift.
    var attributes: [String: String?] = [:]
  }

  struct Attribute {
    var name = ""
    let index: Int
    /// The bytes of the value that are written out, and whether a value from Swift is among them.
    var written: [UInt8] = []
    var isDynamic = false
    var address = AddressPart.start
  }

  /// How far an address in an attribute has come.
  enum AddressPart { case start, begun, behindExpression, unclear }

  var place = Place.text
  var open: [Element] = []
  var tag = ElementTag(index: 0, isEnd: false)
  var attribute = Attribute(index: 0)
  /// The last thing written is the tag of a block, so that white space behind it is not seen.
  var followsBlock = true
  /// The run of text that is being read was already found to lack its translation.
  var isReported = false
  var problems: [TemplateError] = []
  /// Words in attributes of the tag being read, reported unless it says translate="no".
  var wordsInAttributes: [TemplateError] = []

  var isUntranslated: Bool { open.last?.isUntranslated ?? false }

  /// Reads on from `index` by one byte, or by what belongs together, and appends what the page shall contain.
  mutating func step(_ source: Source, _ index: inout Int, into literal: inout [UInt8]) throws(TemplateError) {
    switch place {
    case .text: try text(source, &index, into: &literal)
    case .raw(let name, let escapable):
      try raw(source, &index, into: &literal, name: name, escapable: escapable)
    case .declaration:
      if source[index] == UInt8(ascii: ">") { leaveTag(block: true) }
      take(source, &index, into: &literal)
    case .value(let quote):
      if source[index] == quote { try endAttribute() } else { written(source[index]) }
      take(source, &index, into: &literal)
    default: try insideTag(source, &index, into: &literal)
    }
  }

  func take(_ source: Source, _ index: inout Int, into literal: inout [UInt8]) {
    literal.append(source[index])
    index += 1
  }

  mutating func leaveTag(block: Bool) {
    place = .text
    followsBlock = block
    isReported = false
  }
}

// Between tags.
extension Markup {
  private mutating func text(_ source: Source, _ index: inout Int, into literal: inout [UInt8]) throws(TemplateError) {
    let byte = source[index]
    if byte == UInt8(ascii: "<") {
      try openBracket(source, &index, into: &literal)
    } else if isSpace(byte), !open.contains(where: { $0.name == "pre" }) {
      space(source, &index, into: &literal)
    } else {
      followsBlock = false
      try words(source, &index, into: &literal)
    }
  }

  private mutating func openBracket(_ source: Source, _ index: inout Int, into literal: inout [UInt8])
    throws(TemplateError)
  {
    if source.starts(with: "<!--", at: index) {
      index = try endOfComment(source, index)
      return
    }
    let next = source[index + 1]
    let isEnd = next == UInt8(ascii: "/")
    if next == UInt8(ascii: "!") {
      place = .declaration
    } else if isLetter(isEnd ? source[index + 2] : next) {
      tag = ElementTag(index: index, isEnd: isEnd)
      place = .tagName
      if isEnd { take(source, &index, into: &literal) }
    } else {
      throw TemplateError(
        index: index, message: source.starts(with: "<{{", at: index)
          ? "The name of a tag must be written out, not come from Swift."
          : "A < that begins no tag is written &lt; in HTML.")
    }
    take(source, &index, into: &literal)
  }

  /// A comment is for the template's readers, so it does not go out.
  private func endOfComment(_ source: Source, _ start: Int) throws(TemplateError) -> Int {
    var index = start + 4
    while !source.starts(with: "-->", at: index) {
      if source.starts(with: "{{", at: index) || source.starts(with: "{%", at: index) {
        throw TemplateError(
          index: index, message: "Nothing can come from Swift inside an HTML comment. Use {# … #} to comment a tag out.")
      }
      guard index < source.end else { throw TemplateError(index: start, message: "This comment never ends: --> is missing.") }
      index += 1
    }
    return index + 3
  }

  /// A run with a line break in it becomes one line break, and nothing beside the tag of a block.
  private mutating func space(_ source: Source, _ index: inout Int, into literal: inout [UInt8]) {
    let end = source.skipSpace(from: index)
    let run = source.bytes[index..<end]
    index = end
    guard run.contains(UInt8(ascii: "\n")) else {
      literal += run
      followsBlock = false
      return
    }
    if followsBlock || end == source.end || beginsBlock(source, at: end) { return }
    literal.append(UInt8(ascii: "\n"))
  }

  private func beginsBlock(_ source: Source, at index: Int) -> Bool {
    guard source[index] == UInt8(ascii: "<") else { return false }
    let start = source[index + 1] == UInt8(ascii: "/") ? index + 2 : index + 1
    var end = start
    while isNamePart(source[end]) || source[end] == UInt8(ascii: "!") { end += 1 }
    return Elements.block.contains(source.text(start..<min(end, source.end)).lowercased())
  }

  /// A character reference, or one character.
  private mutating func words(_ source: Source, _ index: inout Int, into literal: inout [UInt8])
    throws(TemplateError)
  {
    let length = try lengthOfReference(source, at: index) ?? checkedLetter(source, at: index)
    literal += source.bytes[index..<index + length]
    index += length
  }

  private func lengthOfReference(_ source: Source, at index: Int) throws(TemplateError) -> Int? {
    guard source[index] == UInt8(ascii: "&") else { return nil }
    var end = index + 1
    while isLetter(source[end]) || isDigit(source[end]) || source[end] == UInt8(ascii: "#") { end += 1 }
    guard source[end] == UInt8(ascii: ";"), end > index + 1 else {
      throw TemplateError(index: index, message: "An & that begins no character reference is written &amp; in HTML.")
    }
    return end + 1 - index
  }

  /// The length of the character at `index`; one that people read must come out of `t(…)`.
  private mutating func checkedLetter(_ source: Source, at index: Int) -> Int {
    let length = max(1, min(4, (~source[index]).leadingZeroBitCount))
    let end = min(index + length, source.end)
    if !isReported, !isUntranslated, hasLetters(source.bytes[index..<end]) {
      isReported = true
      problems.append(.untranslated(textRun(source, at: index), at: index))
    }
    return end - index
  }

  private func textRun(_ source: Source, at start: Int) -> String {
    var end = start
    while end < source.end, source[end] != UInt8(ascii: "<"), source[end] != UInt8(ascii: "{"),
      source[end] != UInt8(ascii: "\n")
    { end += 1 }
    while end > start, isSpace(source[end - 1]) { end -= 1 }
    return source.text(start..<end)
  }

  private mutating func raw(
    _ source: Source, _ index: inout Int, into literal: inout [UInt8], name: String, escapable: Bool
  ) throws(TemplateError) {
    let isEnd =
      source[index] == UInt8(ascii: "<") && source[index + 1] == UInt8(ascii: "/")
      && index + 2 + name.utf8.count <= source.end
      && source.text(index + 2..<index + 2 + name.utf8.count).lowercased() == name
    if isEnd {
      place = .text
      try openBracket(source, &index, into: &literal)
    } else if escapable {
      try words(source, &index, into: &literal)
    } else {
      if !isSpace(source[index]), let refusal = Elements.refusal(ofContentIn: name, tag) {
        throw TemplateError(index: index, message: refusal)
      }
      take(source, &index, into: &literal)
    }
  }
}

extension TemplateError {
  static func untranslated(_ text: String, at index: Int) -> TemplateError {
    TemplateError(
      index: index,
      message: "\"\(text)\" would be shown in English to everyone. Write {{ t(\"\(text)\") }}, "
        + "or translate=\"no\" on the element if it is the same in every language.")
  }
}

/// Letters of any script; digits, currency signs, arrows and punctuation need no translation.
func hasLetters(_ bytes: some Sequence<UInt8>) -> Bool {
  String(decoding: Array(bytes), as: UTF8.self).unicodeScalars.contains { $0.properties.isAlphabetic }
}
