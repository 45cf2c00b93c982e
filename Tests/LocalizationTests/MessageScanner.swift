/// Finds the string literals of Swift source and of templates, as the keys they would be.
struct MessageScanner {
  struct Literal {
    /// With `{1}`, `{2}`… where the source has interpolations.
    let key: String
    /// What stands before it in the file, to tell what it is for.
    let before: Substring
    let line: Int
  }

  private let text: [Character]
  private var position = 0
  private var line = 1

  /// Swift source.
  init(_ source: String) { text = Array(source) }

  /// A template, of which only what is within `{{ }}` and `{% %}` is Swift.
  init(template: String) {
    var text = ""
    var rest = template[...]
    while let match = rest.firstMatch(of: /(?s)\{\{.*?\}\}|\{%.*?%\}/) {
      text += rest[..<match.range.lowerBound].filter(\.isNewline) + match.output + " "
      rest = rest[match.range.upperBound...]
    }
    self.init(text)
  }

  mutating func literals() -> [Literal] {
    var found: [Literal] = []
    while position < text.count {
      let character = text[position]
      if character == "/", peek(1) == "/" {
        skipLine()
      } else if character == "\"" {
        let before = Substring(String(text[max(0, position - 60)..<position]))
        let start = line
        let isBlock = peek(1) == "\"" && peek(2) == "\""
        if let key = isBlock ? block() : literal() {
          found.append(Literal(key: key, before: before, line: start))
        }
      } else {
        advance()
      }
    }
    return found
  }

  /// A literal from its opening quote; nil when it does not end on its line, as an apostrophe or inch would
  /// not.
  private mutating func literal() -> String? {
    advance()
    var key = ""
    var places = 0
    while position < text.count, !text[position].isNewline {
      switch text[position] {
      case "\"":
        advance()
        return key
      case "\\" where peek(1) == "(":
        skipInterpolation()
        places += 1
        key += "{\(places)}"
      case "\\":
        key.append(peek(1) == "n" ? "\n" : peek(1) ?? "\\")
        advance(2)
      default:
        key.append(text[position])
        advance()
      }
    }
    return nil
  }

  /// Messages are on one line, so what is within three quotes is passed over.
  private mutating func block() -> String? {
    advance(3)
    while position < text.count, !(text[position] == "\"" && peek(1) == "\"" && peek(2) == "\"") { advance() }
    advance(3)
    return nil
  }

  private mutating func skipInterpolation() {
    advance(2)
    var depth = 1
    while position < text.count, depth > 0 {
      switch text[position] {
      case "(": depth += 1
      case ")": depth -= 1
      case "\"":
        _ = literal()
        continue
      default: break
      }
      advance()
    }
  }

  private mutating func skipLine() { while position < text.count, !text[position].isNewline { advance() } }

  private func peek(_ offset: Int) -> Character? {
    position + offset < text.count ? text[position + offset] : nil
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where position < text.count {
      if text[position].isNewline { line += 1 }
      position += 1
    }
  }
}

extension MessageScanner.Literal {
  /// Whether it is a message by what stands before it: `t("`, `locale.text("`, `Message("`, `: Message = "`,
  /// `conflict("`, `Problem("field", "`.
  var isMessage: Bool {
    let calls = /(?:(?:^|[^\w.])t|ocale\.text|(?:^|[^\w])Message|conflict)\(\s*$/
    let declarations = /:\s*Message\??\s*=\s*$/
    let problems = /Problem\(\s*(?:nil|"[^"]*"|[\w.]+)\s*,\s*$/
    return before.contains(calls) || before.contains(declarations) || before.contains(problems)
  }
}
