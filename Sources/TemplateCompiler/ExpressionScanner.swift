/// Finds the end of a Swift expression inside a tag: `}}` or `%}` outside of its strings and brackets.
struct ExpressionScanner {
  private enum Bracket { case translation, call, group }

  private let source: Source
  private var index: Int
  private var brackets: [(kind: Bracket, closing: UInt8, index: Int)] = []
  private var translates = false
  /// Where the first `t(` of the expression begins and ends.
  private var translation: Range<Int>?
  private var messages: [String] = []
  private var untranslated: Int?

  private init(_ source: Source, at index: Int) {
    self.source = source
    self.index = index
  }

  /// The expression from `start` on, without the space around it, and the index behind the tag's end.
  static func scan(_ source: Source, from start: Int, until ending: StaticString, tag: Int)
    throws(TemplateError)
    -> (Expression, next: Int)
  {
    var scanner = ExpressionScanner(source, at: source.skipSpace(from: start))
    let first = scanner.index
    try scanner.run(until: ending, tag: tag)
    var last = scanner.index
    while last > first, isSpace(source[last - 1]) { last -= 1 }
    let expression = Expression(
      index: first, swift: source.text(first..<max(first, last)), translates: scanner.translates,
      isTranslation: scanner.translation == first..<last, messages: scanner.messages,
      untranslated: scanner.untranslated)
    return (expression, scanner.index + ending.utf8CodeUnitCount)
  }

  private mutating func run(until ending: StaticString, tag: Int) throws(TemplateError) {
    while index < source.end {
      if brackets.isEmpty, source.starts(with: ending, at: index) { return }
      switch source[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "#"): try string()
      case UInt8(ascii: "("): open(UInt8(ascii: ")"))
      case UInt8(ascii: "["): open(UInt8(ascii: "]"))
      case UInt8(ascii: "{"): open(UInt8(ascii: "}"))
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): try close()
      default: index += 1
      }
    }
    let bracket = brackets.last
    let opening = bracket.map { source.text($0.index..<$0.index + 1) }
    throw TemplateError(
      index: bracket?.index ?? tag,
      message: opening.map { "This \($0) is never closed." } ?? "This tag never ends: \(ending) is missing.")
  }

  private mutating func open(_ closing: UInt8) {
    var start = index
    while start > 0, isNamePart(source[start - 1]) { start -= 1 }
    let isTranslation =
      source.text(start..<index) == "t" && closing == UInt8(ascii: ")")
      && source[start - 1] != UInt8(ascii: ".")
    let isCall = start < index || [UInt8(ascii: ")"), UInt8(ascii: "]")].contains(source[index - 1])
    translates = translates || isTranslation
    brackets.append((isTranslation ? .translation : isCall ? .call : .group, closing, index))
    index += 1
  }

  private mutating func close() throws(TemplateError) {
    guard let bracket = brackets.popLast(), bracket.closing == source[index] else {
      throw TemplateError(index: index, message: "This \(source.text(index..<index + 1)) closes nothing.")
    }
    index += 1
    if bracket.kind == .translation, translation == nil { translation = bracket.index - 1..<index }
  }

  /// A string literal of any kind: "…", """…""", #"…"#. Interpolations are scanned as expressions.
  private mutating func string() throws(TemplateError) {
    let start = index
    var hashes = 0
    while source[index] == UInt8(ascii: "#") {
      hashes += 1
      index += 1
    }
    guard source[index] == UInt8(ascii: "\"") else { return }
    let quotes = source.starts(with: "\"\"\"", at: index) ? 3 : 1
    index += quotes
    var literal = Literal(index: start)
    while index < source.end {
      if ends(quotes: quotes, hashes: hashes) {
        index += quotes + hashes
        return note(literal)
      }
      if source[index] == UInt8(ascii: "\\"), has(hashes, at: index + 1) {
        index += 1 + hashes
        try escape(in: &literal)
      } else {
        literal.key.append(source[index])
        index += 1
      }
    }
    throw TemplateError(index: start, message: "This string is never closed: a \" is missing.")
  }

  /// A string literal as a key of the catalogs: `{1}` where its first interpolation is.
  private struct Literal {
    let index: Int
    var key: [UInt8] = []
    var places = 0
  }

  private mutating func note(_ literal: Literal) {
    if brackets.last?.kind == .translation { messages.append(String(decoding: literal.key, as: UTF8.self)) }
    if hasLetters(literal.key), !brackets.contains(where: { $0.kind != .group }) {
      untranslated = untranslated ?? literal.index
    }
  }

  /// What follows a backslash: an interpolation, or one character.
  private mutating func escape(in literal: inout Literal) throws(TemplateError) {
    guard source[index] == UInt8(ascii: "(") else {
      literal.key.append(source[index] == UInt8(ascii: "n") ? UInt8(ascii: "\n") : source[index])
      index += 1
      return
    }
    literal.places += 1
    literal.key += Array("{\(literal.places)}".utf8)
    try interpolation()
  }

  private mutating func interpolation() throws(TemplateError) {
    let depth = brackets.count
    open(UInt8(ascii: ")"))
    while brackets.count > depth {
      guard index < source.end else {
        throw TemplateError(index: brackets[depth].index, message: "This ( is never closed.")
      }
      switch source[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "#"): try string()
      case UInt8(ascii: "("): open(UInt8(ascii: ")"))
      case UInt8(ascii: ")"): try close()
      default: index += 1
      }
    }
  }

  private func ends(quotes: Int, hashes: Int) -> Bool {
    (0..<quotes).allSatisfy { source[index + $0] == UInt8(ascii: "\"") } && has(hashes, at: index + quotes)
  }

  private func has(_ hashes: Int, at index: Int) -> Bool {
    (0..<hashes).allSatisfy { source[index + $0] == UInt8(ascii: "#") }
  }
}
