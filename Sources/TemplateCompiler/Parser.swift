/// Reads a template into nodes, and decides for every value how it has to be written.
struct Parser {
  let source: Source
  var index = 0
  var markup = Markup()
  var template = Template()
  /// The keys of all messages, in the order of the file.
  var messages: [String] = []
  private var literal: [UInt8] = []
  private var slotNames: [String] = []
  private var isLayout = false

  private init(_ source: Source) { self.source = source }

  /// The template, or all that is wrong with it.
  static func parse(_ source: Source) throws(TemplateErrors) -> Template {
    var parser = Parser(source)
    do {
      let template = try parser.whole()
      guard parser.markup.problems.isEmpty else { throw TemplateErrors(all: parser.markup.problems) }
      return template
    } catch let error as TemplateError {
      throw TemplateErrors(all: parser.markup.problems + [error])
    } catch let errors as TemplateErrors {
      throw errors
    } catch {
      throw TemplateErrors(all: [])
    }
  }

  private mutating func whole() throws(TemplateError) -> Template {
    let (nodes, end) = try block(inside: nil)
    if let end { throw TemplateError(index: end.index, message: "{% \(end.keyword) %} ends nothing that was begun.") }
    try markup.checkEnd(at: source.end)
    template.nodes = nodes
    template.messages = messages
    if isLayout, template.layout != nil {
      throw TemplateError(index: 0, message: "A layout cannot have a layout itself. Share what they have in common by {% include … %}.")
    }
    if isLayout { template.slots = slotNames.sorted() }
    return template
  }

  /// Nodes up to a tag that ends or continues the block, or to the end of the file.
  private mutating func block(inside opening: Tag?) throws(TemplateError) -> ([Node], end: Tag?) {
    var nodes: [Node] = []
    while index < source.end {
      if source.starts(with: "{{", at: index) {
        flush(into: &nodes)
        nodes.append(try value())
      } else if source.starts(with: "{%", at: index) {
        let tag = try Tag.read(source, &index)
        messages += tag.messages
        if tag.isEnd || tag.continues {
          flush(into: &nodes)
          try markup.settle()
          return (nodes, tag)
        }
        if let node = try self.node(for: tag, literal: { parser in parser.flush(into: &nodes) }, in: opening) {
          nodes.append(node)
        }
      } else if source.starts(with: "{#", at: index) {
        try comment()
      } else {
        try markup.step(source, &index, into: &literal)
      }
    }
    flush(into: &nodes)
    if let opening { throw TemplateError(index: opening.index, message: "{% \(opening.keyword) %} is never closed: its {% end %} is missing.") }
    return (nodes, nil)
  }

  private mutating func flush(into nodes: inout [Node]) {
    if !literal.isEmpty { nodes.append(.markup(literal)) }
    literal = []
  }

  private mutating func comment() throws(TemplateError) {
    let start = index
    while !source.starts(with: "#}", at: index) {
      guard index < source.end else { throw TemplateError(index: start, message: "This comment never ends: #} is missing.") }
      index += 1
    }
    index += 2
  }

  private mutating func value() throws(TemplateError) -> Node {
    let start = index
    let writing = try markup.writing(at: start)
    let (expression, next) = try ExpressionScanner.scan(source, from: index + 2, until: "}}", tag: start)
    if expression.swift.isEmpty { throw TemplateError(index: start, message: "There is nothing between {{ and }}.") }
    if writing.isRead, !markup.isUntranslated, let literal = expression.untranslated {
      markup.problems.append(
        TemplateError(index: literal, message: "This text would be shown in English to everyone. Put it into t(\"…\")."))
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

// The tags.
extension Parser {
  private mutating func node(for tag: Tag, literal flush: (inout Parser) -> Void, in opening: Tag?)
    throws(TemplateError) -> Node?
  {
    flush(&self)
    switch tag.keyword {
    case "if": return try conditional(tag)
    case "for": return try loop(tag)
    case "include":
      try markup.requireText(for: tag)
      markup.followsBlock = false
      return .include(try tag.component())
    case "layout":
      try layout(tag, in: opening)
      return nil
    case "slot": return try slot(tag, in: opening)
    case "content":
      try markup.requireText(for: tag)
      try tag.requireNothing()
      isLayout = true
      return .content
    case "csrf":
      try markup.requireText(for: tag)
      try tag.requireNothing()
      markup.giveToken()
      return .csrf
    case "json": return .json(try tag.expression(), try markup.writingOfJSON(at: tag.index))
    default: throw tag.unknown
    }
  }

  private mutating func conditional(_ tag: Tag) throws(TemplateError) -> Node {
    try markup.settle()
    let start = markup
    var branches = [(condition: try tag.expression(), nodes: [Node]())]
    var otherwise: [Node]?
    var ends: [Markup] = []
    while true {
      let (nodes, end) = try block(inside: tag)
      ends.append(markup)
      if otherwise == nil { branches[branches.count - 1].nodes = nodes } else { otherwise = nodes }
      guard let end, !end.isEnd else { break }
      if otherwise != nil { throw TemplateError(index: end.index, message: "{% \(end.keyword) %} cannot follow {% else %}.") }
      markup = markup.restarted(from: start)
      if end.keyword == "elif" {
        branches.append((try end.expression(), []))
      } else {
        try end.requireNothing()
        otherwise = []
      }
    }
    if otherwise == nil { ends.append(start) }
    for end in ends { try markup.join(end, tag) }
    return .conditional(branches, otherwise: otherwise ?? [])
  }

  private mutating func loop(_ tag: Tag) throws(TemplateError) -> Node {
    try markup.settle()
    let start = markup
    markup.followsBlock = false
    let header = try tag.expression()
    if !header.swift.contains(" in ") {
      throw TemplateError(index: tag.index, message: "Write {% for thing in things %}.")
    }
    var (nodes, end) = try block(inside: tag)
    try markup.join(start, tag)
    var whenEmpty: [Node]?
    if let tag = end, !tag.isEnd {
      guard tag.keyword == "else" else { throw TemplateError(index: tag.index, message: "{% elif %} belongs to {% if %}, not to {% for %}.") }
      try tag.requireNothing()
      markup = markup.restarted(from: start)
      (nodes: whenEmpty, end) = try block(inside: tag)
      if let end, !end.isEnd { throw TemplateError(index: end.index, message: "{% \(end.keyword) %} cannot follow {% else %}.") }
      try markup.join(start, tag)
    }
    return .loop(header, nodes, whenEmpty: whenEmpty)
  }

  private mutating func layout(_ tag: Tag, in opening: Tag?) throws(TemplateError) {
    guard markup.isUntouched, opening == nil, template.layout == nil else {
      throw TemplateError(index: tag.index, message: "{% layout … %} stands at the beginning of the file, once.")
    }
    template.layout = try tag.component()
  }

  /// In a page with a layout, what goes into the layout's place; in a layout, the place.
  private mutating func slot(_ tag: Tag, in opening: Tag?) throws(TemplateError) -> Node? {
    try markup.requireText(for: tag)
    let name = try tag.name()
    let fills = template.layout != nil
    if fills, opening != nil || !markup.open.isEmpty {
      throw TemplateError(index: tag.index, message: "{% slot \(name) %} stands outside of every other tag and element of the page.")
    }
    if slotNames.contains(name) { throw TemplateError(index: tag.index, message: "There are two slots \(name).") }
    slotNames.append(name)
    let start = markup
    let (nodes, end) = try block(inside: tag)
    if let end, !end.isEnd { throw TemplateError(index: end.index, message: "{% \(end.keyword) %} belongs to {% if %} or {% for %}.") }
    try markup.join(start, tag)
    if fills {
      template.fills.append(Slot(name: name, nodes: nodes))
      return nil
    }
    isLayout = true
    return .slot(Slot(name: name, nodes: nodes))
  }
}
