/// Writes the Swift that renders a template.
///
/// `#sourceLocation` and padding put every expression at its line and column in the template, so that Swift's own
/// errors point there.
struct SwiftWriter {
  private let source: Source
  private var swift = ""
  private var loops = 0
  /// Markup not written yet, so that adjacent pieces become one.
  private var pending: [UInt8] = []

  private init(_ source: Source) { self.source = source }

  static func write(_ template: Template, named type: String, imports: [String], _ source: Source) -> String {
    var writer = SwiftWriter(source)
    writer.line("// Made from \(source.path): change that file.")
    for name in imports { writer.line("import \(name)") }
    writer.body(template, type)
    return writer.swift
  }

  private mutating func body(_ template: Template, _ type: String) {
    locate(0)
    if let slots = template.slots {
      line("extension \(type) {")
      let parameters = slots.map { "\($0) \($0)Slot: ((inout PageWriter) -> Void)? = nil, " }.joined()
      line(
        "package func render(into page: inout PageWriter, \(parameters)content: (inout PageWriter) -> Void) {"
      )
    } else {
      line("extension \(type): Template {")
      line("package func render(into page: inout PageWriter) {")
    }
    if let layout = template.layout { wrapped(layout, template) } else { scope(template.nodes) }
    line("}")
    line("}")
  }

  /// The page's own content is a closure that its layout calls.
  private mutating func wrapped(_ layout: Expression, _ template: Template) {
    if layout.translates { translation() }
    expression("", layout, ".render(into: &page")
    for fill in template.fills.sorted(by: { $0.name < $1.name }) { closure(fill.name, fill.nodes) }
    closure("content", template.nodes)
    line(")")
  }

  private mutating func closure(_ label: String, _ nodes: [Node]) {
    line(", \(label): { (page: inout PageWriter) in")
    scope(nodes)
    line("}")
  }

  private mutating func scope(_ nodes: [Node]) {
    if nodes.contains(where: \.translates) { translation() }
    write(nodes)
    flush()
    if nodes.isEmpty { line("_ = page.locale") }
  }

  private mutating func translation() {
    line("func t(_ message: Message) -> String { page.locale.text(message) }")
  }

  private mutating func write(_ nodes: [Node]) {
    for node in nodes {
      if case .markup(let bytes) = node {
        pending += bytes
      } else {
        flush()
        write(node)
      }
    }
  }

  private mutating func write(_ node: Node) {
    switch node {
    case .markup(let bytes): pending += bytes
    case .expression(let value, let writing) where value.isTranslation && writing.isRead:
      translated(value, writing)
    case .expression(let value, let writing), .json(let value, let writing):
      expression("page.\(writing.rawValue)(", value, ")")
    case .csrf: line("page.csrf()")
    case .include(let component): expression("", component, ".render(into: &page)")
    case .content: line("content(&page)")
    case .conditional(let branches, let otherwise): conditional(branches[...], otherwise)
    case .loop(let header, let nodes, let whenEmpty): loop(header, nodes, whenEmpty)
    case .slot(let slot):
      line("if let \(slot.name)Slot { \(slot.name)Slot(&page) } else {")
      write(slot.nodes)
      flush()
      line("}")
    }
  }

  private mutating func conditional(
    _ branches: ArraySlice<(condition: Expression, nodes: [Node])>, _ otherwise: [Node]
  ) {
    guard let first = branches.first else { return write(otherwise) }
    expression("if ", first.condition, " {")
    write(first.nodes)
    flush()
    let hasMore = branches.count > 1 || !otherwise.isEmpty
    if hasMore {
      line("} else {")
      conditional(branches.dropFirst(), otherwise)
      flush()
    }
    line("}")
  }

  private mutating func loop(_ header: Expression, _ nodes: [Node], _ whenEmpty: [Node]?) {
    loops += 1
    let isEmpty = "isEmpty\(loops)"
    if whenEmpty != nil { line("var \(isEmpty) = true") }
    expression("for ", header, " {")
    if whenEmpty != nil { line("\(isEmpty) = false") }
    write(nodes)
    flush()
    line("}")
    guard let whenEmpty else { return }
    line("if \(isEmpty) {")
    write(whenEmpty)
    flush()
    line("}")
  }
}

// Lines.
extension SwiftWriter {
  private mutating func line(_ text: String) {
    swift += text
    swift += "\n"
  }

  private mutating func locate(_ index: Int) {
    line("#sourceLocation(file: \"\(source.path)\", line: \(source.line(of: index)))")
  }

  /// Puts the expression at its own column, if need be on a line behind its prefix.
  private mutating func expression(_ prefix: String, _ value: Expression, _ suffix: String) {
    let column = source.column(of: value.index)
    let number = source.line(of: value.index)
    if prefix.utf8.count < column || number == 1 {
      locate(value.index)
      swift += String(repeating: " ", count: max(0, column - 1 - prefix.utf8.count)) + prefix
    } else {
      line("#sourceLocation(file: \"\(source.path)\", line: \(number - 1))")
      line(prefix)
      swift += String(repeating: " ", count: column - 1)
    }
    line(value.swift + suffix)
  }

  /// Writes a message straight into the page, without making a String of it.
  private mutating func translated(_ value: Expression, _ writing: Writing) {
    let message = Expression(index: value.index + 2, swift: String(value.swift.dropFirst(2).dropLast()))
    expression("page.\(writing.rawValue)(", message, " as Message)")
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    line("page.markup(\"\(escaped(String(decoding: pending, as: UTF8.self)))\")")
    pending = []
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0": result += "\\0"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Node {
  /// Whether its Swift calls `t(…)`, here or in a block inside it.
  var translates: Bool {
    switch self {
    case .markup, .csrf, .content: false
    case .expression(let value, let writing): value.translates && !(value.isTranslation && writing.isRead)
    case .json(let value, _), .include(let value): value.translates
    case .conditional(let branches, let otherwise):
      branches.contains { $0.condition.translates || $0.nodes.contains(where: \.translates) }
        || otherwise.contains(where: \.translates)
    case .loop(let header, let nodes, let whenEmpty):
      header.translates || (nodes + (whenEmpty ?? [])).contains(where: \.translates)
    case .slot(let slot): slot.nodes.contains(where: \.translates)
    }
  }
}
