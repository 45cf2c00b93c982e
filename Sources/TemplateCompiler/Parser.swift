/// Reads a template into nodes, and decides for every value how it has to be written.
struct Parser {
  let source: Source
  var index = 0
  var markup = Markup()
  var template = Template()
  /// The keys of all messages, in the order of the file.
  var messages: [String] = []
  private var literal: [UInt8] = []
  var slotNames: [String] = []
  var isLayout = false

  private init(_ source: Source) { self.source = source }

  /// The template, or all that is wrong with it.
  static func parse(_ source: Source) throws(TemplateErrors) -> Template {
    var parser = Parser(source)
    do throws(TemplateError) {
      let template = try parser.whole()
      if parser.markup.problems.isEmpty { return template }
    } catch {
      parser.markup.problems.append(error)
    }
    throw TemplateErrors(all: parser.markup.problems)
  }

  private mutating func whole() throws(TemplateError) -> Template {
    let (nodes, end) = try block(inside: nil)
    if let end {
      throw TemplateError(index: end.index, message: "{% \(end.keyword) %} ends nothing that was begun.")
    }
    try markup.checkEnd(at: source.end)
    template.nodes = nodes
    template.messages = messages
    if isLayout, template.layout != nil {
      throw TemplateError(
        index: 0,
        message: "A layout cannot have a layout itself. Share what they have in common by {% include … %}.")
    }
    if isLayout { template.slots = slotNames.sorted() }
    return template
  }

  /// Nodes up to a tag that ends or continues the block, or to the end of the file.
  mutating func block(inside opening: Tag?) throws(TemplateError) -> ([Node], end: Tag?) {
    var nodes: [Node] = []
    while index < source.end {
      if source.starts(with: "{{", at: index) {
        flush(into: &nodes)
        nodes.append(try value())
      } else if source.starts(with: "{%", at: index) {
        flush(into: &nodes)
        let tag = try Tag.read(source, &index)
        messages += tag.messages
        if tag.isEnd || tag.continues {
          try markup.settle()
          return (nodes, tag)
        }
        if let node = try node(for: tag, in: opening) { nodes.append(node) }
      } else if source.starts(with: "{#", at: index) {
        try comment()
      } else {
        try markup.step(source, &index, into: &literal)
      }
    }
    flush(into: &nodes)
    if let opening {
      throw TemplateError(
        index: opening.index, message: "{% \(opening.keyword) %} is never closed: its {% end %} is missing.")
    }
    return (nodes, nil)
  }

  private mutating func flush(into nodes: inout [Node]) {
    if !literal.isEmpty { nodes.append(.markup(literal)) }
    literal = []
  }

  private mutating func comment() throws(TemplateError) {
    let start = index
    while !source.starts(with: "#}", at: index) {
      guard index < source.end else {
        throw TemplateError(index: start, message: "This comment never ends: #} is missing.")
      }
      index += 1
    }
    index += 2
  }

  private mutating func value() throws(TemplateError) -> Node {
    let start = index
    let writing = try markup.writing(at: start)
    let (expression, next) = try ExpressionScanner.scan(source, from: index + 2, until: "}}", tag: start)
    if expression.swift.isEmpty {
      throw TemplateError(index: start, message: "There is nothing between {{ and }}.")
    }
    if writing.isRead, !markup.isUntranslated, let literal = expression.untranslated {
      markup.problems.append(
        TemplateError(
          index: literal, message: "This text would be shown in English to everyone. Put it into t(\"…\")."))
    }
    index = next
    messages += expression.messages
    return .expression(expression, writing)
  }
}

/// What is wrong with a template; never empty.
struct TemplateErrors: Error {
  let all: [TemplateError]
}
