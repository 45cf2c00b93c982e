// The tags, one method each.
extension Parser {
  /// What stands for a tag on the page; nil for one that only says something about the whole.
  mutating func node(for tag: Tag, in opening: Tag?) throws(TemplateError) -> Node? {
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
    case "mail":
      guard markup.isUntouched, opening == nil, template.layout == nil else {
        throw TemplateError(index: tag.index, message: "{% mail %} stands at the beginning of the file.")
      }
      try tag.requireNothing()
      markup.isMail = true
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
      if otherwise != nil {
        throw TemplateError(index: end.index, message: "{% \(end.keyword) %} cannot follow {% else %}.")
      }
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
      guard tag.keyword == "else" else {
        throw TemplateError(index: tag.index, message: "{% elif %} belongs to {% if %}, not to {% for %}.")
      }
      try tag.requireNothing()
      markup = markup.restarted(from: start)
      (nodes: whenEmpty, end) = try block(inside: tag)
      if let end, !end.isEnd {
        throw TemplateError(index: end.index, message: "{% \(end.keyword) %} cannot follow {% else %}.")
      }
      try markup.join(start, tag)
    }
    return .loop(header, nodes, whenEmpty: whenEmpty)
  }

  private mutating func layout(_ tag: Tag, in opening: Tag?) throws(TemplateError) {
    guard markup.isUntouched, opening == nil, template.layout == nil else {
      throw TemplateError(
        index: tag.index, message: "{% layout … %} stands at the beginning of the file, once.")
    }
    template.layout = try tag.component()
  }

  /// In a page with a layout, what goes into the layout's place; in a layout, the place.
  private mutating func slot(_ tag: Tag, in opening: Tag?) throws(TemplateError) -> Node? {
    try markup.requireText(for: tag)
    let name = try tag.name()
    let fills = template.layout != nil
    if fills, opening != nil || !markup.open.isEmpty {
      throw TemplateError(
        index: tag.index,
        message: "{% slot \(name) %} stands outside of every other tag and element of the page.")
    }
    if slotNames.contains(name) {
      throw TemplateError(index: tag.index, message: "There are two slots \(name).")
    }
    slotNames.append(name)
    let start = markup
    let (nodes, end) = try block(inside: tag)
    if let end, !end.isEnd {
      throw TemplateError(index: end.index, message: "{% \(end.keyword) %} belongs to {% if %} or {% for %}.")
    }
    try markup.join(start, tag)
    if fills {
      template.fills.append(Slot(name: name, nodes: nodes))
      return nil
    }
    isLayout = true
    return .slot(Slot(name: name, nodes: nodes))
  }
}
