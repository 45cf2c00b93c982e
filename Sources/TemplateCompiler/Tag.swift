/// A tag such as `{% for order in orders %}`.
struct Tag {
  /// Where its `{%` stands.
  let index: Int
  let keyword: String
  private let argument: Expression

  var messages: [String] { argument.messages }

  var isEnd: Bool { keyword == "end" }
  var continues: Bool { keyword == "else" || keyword == "elif" }

  static func read(_ source: Source, _ index: inout Int) throws(TemplateError) -> Tag {
    let start = index
    let first = source.skipSpace(from: index + 2)
    var end = first
    while isLetter(source[end]) { end += 1 }
    let (argument, next) = try ExpressionScanner.scan(source, from: end, until: "%}", tag: start)
    index = next
    let tag = Tag(index: start, keyword: source.text(first..<end), argument: argument)
    if tag.isEnd || tag.keyword == "else" {
      if argument.swift.hasPrefix("if ") {
        throw TemplateError(index: start, message: "Write {% elif … %} for a further condition.")
      }
      try tag.requireNothing()
    }
    return tag
  }

  /// The Swift behind the keyword.
  func expression() throws(TemplateError) -> Expression {
    if argument.swift.isEmpty {
      throw TemplateError(index: index, message: "{% \(keyword) … %} lacks what comes behind \(keyword).")
    }
    return argument
  }

  /// A component or a layout with its values; without any, `Name` stands for `Name()`.
  func component() throws(TemplateError) -> Expression {
    var expression = try expression()
    let isType = expression.swift.first?.isUppercase == true
    if isType, expression.swift.utf8.allSatisfy(isNamePart) { expression.swift += "()" }
    return expression
  }

  func name() throws(TemplateError) -> String {
    let name = try expression().swift
    guard name.utf8.allSatisfy(isNamePart), name != "content" else {
      throw TemplateError(index: index, message: "A slot has a simple name: {% slot actions %}.")
    }
    return name
  }

  func requireNothing() throws(TemplateError) {
    if !argument.swift.isEmpty {
      throw TemplateError(index: argument.index, message: "{% \(keyword) %} takes nothing behind it.")
    }
  }

  var unknown: TemplateError {
    let known = "if, elif, else, for, end, include, layout, slot, content, csrf, json, mail"
    let hint =
      switch keyword {
      case "endif", "endfor", "endslot", "endblock": "Every block ends with {% end %}."
      case "elsif", "elseif": "A further condition is {% elif … %}."
      case "extends": "A page names its layout with {% layout … %}."
      case "block": "A place of a layout is {% slot … %}."
      case "unless": "Write {% if !… %}."
      case "let", "set", "assign": "What a page needs is a property of its page struct."
      default: "There are \(known)."
      }
    return TemplateError(
      index: index,
      message: keyword.isEmpty ? "This tag has no name. \(hint)" : "There is no tag \(keyword). \(hint)")
  }
}
