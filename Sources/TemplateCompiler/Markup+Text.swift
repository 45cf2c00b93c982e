// Between tags: words, white space, comments, and the raw content of a few elements.
extension Markup {
  mutating func text(_ source: Source, _ index: inout Int, into literal: inout [UInt8])
    throws(TemplateError)
  {
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
        index: index,
        message: source.starts(with: "<{{", at: index)
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
          index: index,
          message: "Nothing can come from Swift inside an HTML comment. Use {# … #} to comment a tag out.")
      }
      guard index < source.end else {
        throw TemplateError(index: start, message: "This comment never ends: --> is missing.")
      }
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
      throw TemplateError(
        index: index, message: "An & that begins no character reference is written &amp; in HTML.")
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

  mutating func raw(
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
