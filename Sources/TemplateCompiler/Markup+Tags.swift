// Inside a tag: its name, its attributes, its end.
extension Markup {
  mutating func insideTag(_ source: Source, _ index: inout Int, into literal: inout [UInt8])
    throws(TemplateError)
  {
    let byte = source[index]
    switch place {
    case .tagName where isNamePart(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":"):
      tag.name += source.text(index..<index + 1).lowercased()
      take(source, &index, into: &literal)
    case .attributeName where isAttributeName(byte):
      attribute.name += source.text(index..<index + 1).lowercased()
      take(source, &index, into: &literal)
    case .attributeName where byte == UInt8(ascii: "="):
      place = .beforeValue
      take(source, &index, into: &literal)
    case .attributeName:
      try endAttribute()
    case .beforeValue:
      try beginValue(source, &index, into: &literal)
    default:
      try betweenAttributes(source, &index, into: &literal)
    }
  }

  private func isAttributeName(_ byte: UInt8) -> Bool {
    isNamePart(byte)
      || [UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "@")].contains(byte)
  }

  private mutating func beginValue(_ source: Source, _ index: inout Int, into literal: inout [UInt8])
    throws(TemplateError)
  {
    let byte = source[index]
    guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else {
      throw TemplateError(
        index: index, message: "Put the value of \(attribute.name) into quotes: \(attribute.name)=\"…\".")
    }
    place = .value(quote: byte)
    take(source, &index, into: &literal)
  }

  private mutating func betweenAttributes(_ source: Source, _ index: inout Int, into literal: inout [UInt8])
    throws(TemplateError)
  {
    let byte = source[index]
    switch byte {
    case _ where isSpace(byte):
      index = source.skipSpace(from: index)
      place = .attributes
      if source[index] != UInt8(ascii: ">"), source[index] != UInt8(ascii: "/") { literal.append(32) }
    case UInt8(ascii: ">"):
      take(source, &index, into: &literal)
      try endTag()
    case UInt8(ascii: "/"):
      guard source[index + 1] == UInt8(ascii: ">") else {
        throw TemplateError(index: index, message: "A / in a tag stands right before its >.")
      }
      tag.closesItself = true
      take(source, &index, into: &literal)
    case _ where place == .attributes && isAttributeName(byte):
      attribute = Attribute(index: index)
      place = .attributeName
    case _ where place == .needsSpace && isAttributeName(byte):
      throw TemplateError(index: index, message: "A space is missing before this attribute.")
    default:
      let found = source.text(index..<index + 1)
      throw TemplateError(
        index: index,
        message: "\(found) cannot stand in a tag. The tag <\(tag.name)> may lack its >, or a value its quote."
      )
    }
  }

  /// The attribute's name, and its value if it has one, are complete.
  mutating func endAttribute() throws(TemplateError) {
    if let refusal = Attributes.refusal(of: attribute.name, isMail: isMail) {
      throw TemplateError(index: attribute.index, message: refusal)
    }
    if attribute.name == "style", !attribute.isDynamic || !attribute.written.isEmpty {
      throw TemplateError(
        index: attribute.index,
        message: "The style of a mail is one value from Swift, an InlineStyle: style=\"{{ … }}\".")
    }
    let value = String(decoding: attribute.written, as: UTF8.self)
    if tag.attributes[attribute.name] != nil {
      throw TemplateError(
        index: attribute.index,
        message: "<\(tag.name)> has \(attribute.name) twice; browsers ignore the second.")
    }
    tag.attributes[attribute.name] = .some(attribute.isDynamic ? nil : value)
    try checkAddress(value)
    let kind = Attributes.kind(of: attribute.name, in: tag.name, tag.attributes)
    if kind == .human, hasLetters(attribute.written) {
      wordsInAttributes.append(.untranslated(value, at: attribute.index))
    }
    place = .needsSpace
  }

  private func checkAddress(_ value: String) throws(TemplateError) {
    guard
      [.url, .asset, .urlList].contains(Attributes.kind(of: attribute.name, in: tag.name, tag.attributes))
    else {
      return
    }
    let scheme = value.lowercased().filter { !$0.isWhitespace }
    if scheme.hasPrefix("javascript:") || scheme.hasPrefix("vbscript:") || scheme.hasPrefix("data:") {
      throw TemplateError(
        index: attribute.index,
        message:
          "An address that begins with \(scheme.prefix { $0 != ":" }): runs or carries code; link to a page or a file."
      )
    }
  }

  /// The tag's `>` was read.
  private mutating func endTag() throws(TemplateError) {
    leaveTag(block: Elements.block.contains(tag.name))
    if tag.isEnd { return try close() }
    let isUntranslated = self.isUntranslated || tag.attributes["translate"] == "no"
    if !isUntranslated { problems += wordsInAttributes }
    wordsInAttributes = []
    if let refusal = Elements.refusal(of: tag.name, isMail: isMail) {
      throw TemplateError(index: tag.index, message: refusal)
    }
    if Elements.void.contains(tag.name) { return }
    if tag.closesItself {
      if isForeign { return }
      throw TemplateError(
        index: tag.index,
        message: "HTML ignores the / here, so <\(tag.name)> stays open. Write <\(tag.name)></\(tag.name)>.")
    }
    var element = Element(name: tag.name, index: tag.index, isUntranslated: isUntranslated)
    if tag.name == "form", case .some(.some(let method)) = tag.attributes["method"] {
      element.lacksToken = method.lowercased() == "post"
    }
    open.append(element)
    if Elements.escapableRaw.contains(tag.name), !isForeign { place = .raw(tag.name, escapable: true) }
    if Elements.raw.contains(tag.name) { place = .raw(tag.name, escapable: false) }
  }

  /// Inside SVG or MathML a tag may close itself.
  private var isForeign: Bool {
    tag.name == "svg" || tag.name == "math" || open.contains { $0.name == "svg" || $0.name == "math" }
  }

  private mutating func close() throws(TemplateError) {
    guard let element = open.last else {
      throw TemplateError(
        index: tag.index, message: "</\(tag.name)> closes nothing: there is no open <\(tag.name)>.")
    }
    guard element.name == tag.name else {
      throw MismatchedEnd(tag: tag, open: open).error
    }
    if element.lacksToken {
      throw TemplateError(
        index: element.index,
        message: "A form that posts needs {% csrf %} inside it, or the server refuses what it sends.")
    }
    open.removeLast()
  }
}

/// An end tag that meets another element than its own.
private struct MismatchedEnd {
  let tag: Markup.ElementTag
  let open: [Markup.Element]

  var error: TemplateError {
    let inner = open.last?.name ?? ""
    return open.contains { $0.name == tag.name }
      ? TemplateError(
        index: open.last?.index ?? 0,
        message: "<\(inner)> is never closed: </\(tag.name)> comes before its </\(inner)>.")
      : TemplateError(
        index: tag.index,
        message:
          "</\(tag.name)> closes nothing: there is no open <\(tag.name)>. The element open here is <\(inner)>."
      )
  }
}
