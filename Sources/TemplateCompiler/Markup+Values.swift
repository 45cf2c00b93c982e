// What a value from Swift may be at the place where the parser is.
extension Markup {
  /// How to write a value from Swift here, or why it cannot stand here.
  mutating func writing(at index: Int) throws(TemplateError) -> Writing {
    switch place {
    case .text:
      followsBlock = false
      return .text
    case .raw(_, escapable: true): return .attribute
    case .raw("style", escapable: false) where isMail: return .sheet
    case .raw(let name, escapable: false):
      throw TemplateError(
        index: index,
        message: "No value can stand inside <\(name)>. Data for a script goes out by {% json value %} "
          + "in <script type=\"application/json\">.")
    case .value: return try writingInAttribute(at: index)
    case .beforeValue:
      throw TemplateError(
        index: index,
        message: "Put the value of \(attribute.name) into quotes: \(attribute.name)=\"{{ … }}\".")
    case .tagName:
      throw TemplateError(
        index: index, message: "The name of a tag must be written out, not come from Swift.")
    case .attributes, .needsSpace, .attributeName:
      throw TemplateError(
        index: index,
        message: "The name of an attribute must be written out, not come from Swift. "
          + "For one that may be absent write {% if … %}name{% end %}.")
    case .declaration:
      throw TemplateError(index: index, message: "Nothing in <!doctype> can come from Swift.")
    }
  }

  /// How to write JSON here.
  mutating func writingOfJSON(at index: Int) throws(TemplateError) -> Writing {
    if case .raw("script", _) = place, Elements.refusal(ofContentIn: "script", tag) == nil { return .json }
    if case .value = place, try writingInAttribute(at: index) == .value { return .jsonAttribute }
    throw TemplateError(
      index: index,
      message:
        "{% json … %} stands in <script type=\"application/json\"> or in an attribute such as data-points=\"…\"."
    )
  }

  private mutating func writingInAttribute(at index: Int) throws(TemplateError) -> Writing {
    if let refusal = Attributes.refusal(of: attribute.name, isMail: isMail) {
      throw TemplateError(index: index, message: refusal)
    }
    attribute.isDynamic = true
    if attribute.name == "style" { return .style }
    switch Attributes.kind(of: attribute.name, in: tag.name, tag.attributes) {
    case .value: return .value
    case .human: return .attribute
    case .url, .urlList: return try writingInAddress(first: .url, at: index)
    case .asset: return try writingOfAsset(at: index)
    case .refresh: return try writingInRefresh(at: index)
    case .refused(let why): throw TemplateError(index: index, message: why)
    }
  }

  private mutating func writingInAddress(first: Writing, at index: Int) throws(TemplateError) -> Writing {
    switch attribute.address {
    case .start:
      attribute.address = .behindExpression
      return first
    case .begun:
      let scheme = String(decoding: attribute.written, as: UTF8.self).lowercased()
      if ["mailto:", "tel:"].contains(scheme) {
        throw TemplateError(
          index: index, message: "Make the whole address, \(scheme) included, one value of the page.")
      }
      return .component
    case .behindExpression:
      throw TemplateError(
        index: index,
        message:
          "Two values in a row make up this address. Make them one value of the page, or write / or ? between them."
      )
    case .unclear:
      throw TemplateError(
        index: index,
        message:
          "How far the address has come depends on the {% if %} before. Make the address one value of the page."
      )
    }
  }

  private mutating func writingOfAsset(at index: Int) throws(TemplateError) -> Writing {
    if attribute.address == .start {
      attribute.address = .behindExpression
      return .asset
    }
    let written = String(decoding: attribute.written, as: UTF8.self)
    guard attribute.address == .begun,
      written.hasPrefix("#") || written.hasPrefix("/") && !written.hasPrefix("//")
    else {
      throw TemplateError(
        index: index,
        message:
          "<\(tag.name) \(attribute.name)> takes a file of ours only: page.asset(\"css/looks.css\"), or a path that begins with /."
      )
    }
    return .component
  }

  private mutating func writingInRefresh(at index: Int) throws(TemplateError) -> Writing {
    let written = String(decoding: attribute.written, as: UTF8.self).lowercased()
    guard let address = written.range(of: "url=") else {
      throw TemplateError(index: index, message: "Write the seconds out: content=\"5; url={{ … }}\".")
    }
    if address == written.endIndex, attribute.address != .behindExpression { attribute.address = .start }
    return try writingInAddress(first: .url, at: index)
  }

  /// A byte of an attribute's value that is written out.
  mutating func written(_ byte: UInt8) {
    attribute.written.append(byte)
    let isList = tag.name == "img" || tag.name == "source" || tag.name == "link"
    if isList, attribute.name.hasSuffix("srcset"), byte == UInt8(ascii: ",") {
      attribute.address = .start
    } else if !isSpace(byte) {
      attribute.address = .begun
    }
  }
}

extension String {
  /// The index behind the first `text`.
  fileprivate func range(of text: String) -> String.Index? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
