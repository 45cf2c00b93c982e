/// What was typed behind the name of a command, taken apart.
package struct Arguments: Equatable, Sendable {
  /// `--tenant acme` and `--tenant=acme`.
  package private(set) var options: [String: String] = [:]
  /// `--no-work`
  package private(set) var flags: Set<String> = []
  package private(set) var operands: [String] = []

  /// Refuses what the command does not know, and a missing or superfluous operand, with words for who typed it.
  package init(_ words: some Sequence<String>, for usage: Usage) throws {
    var rest = Array(words)[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        break
      }
      if word.hasPrefix("-"), word != "-" {
        try take(word, &rest, usage)
      } else {
        operands.append(word)
      }
    }
    try check(usage)
  }

  package func has(_ flag: String) -> Bool { flags.contains(flag) }

  private mutating func take(_ word: String, _ rest: inout ArraySlice<String>, _ usage: Usage) throws {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts[0]
    if usage.flags.contains(name) {
      guard parts.count == 1 else { throw Trouble("\(name) takes no value.", mend: usage.text) }
      flags.insert(name)
    } else if usage.options[name] != nil {
      guard options[name] == nil else { throw Trouble("\(name) is given twice.", mend: usage.text) }
      guard let value = parts.count == 2 ? parts[1] : rest.popFirst(), !value.isEmpty else {
        throw Trouble("\(name) needs a value.", mend: usage.text)
      }
      options[name] = value
    } else {
      let near =
        nearest(to: name, among: usage.flags + usage.options.keys).map { " Did you mean \($0)?" } ?? ""
      throw Trouble("\(name) is not an option of haat \(usage.command).\(near)", mend: usage.text)
    }
  }

  private func check(_ usage: Usage) throws {
    if operands.count < usage.operands.count {
      throw Trouble("haat \(usage.command) needs \(usage.operands[operands.count]).", mend: usage.text)
    }
    if operands.count > usage.operands.count {
      throw Trouble(
        "haat \(usage.command) can do nothing with “\(operands[usage.operands.count])”.", mend: usage.text)
    }
    for name in usage.required.sorted() where options[name] == nil {
      throw Trouble("haat \(usage.command) needs \(name) \(usage.options[name] ?? "").", mend: usage.text)
    }
  }
}

/// What may be typed behind the name of a command.
package struct Usage: Equatable, Sendable {
  /// One word, or two: `import orders`.
  package let command: String
  /// The names of what must follow, in order: `FILE`.
  package let operands: [String]
  package let flags: [String]
  /// Each option with the name of its value: `--tenant` with `SLUG`.
  package let options: [String: String]
  package let required: Set<String>

  package init(
    _ command: String, operands: [String] = [], flags: [String] = [], options: [String: String] = [:],
    required: Set<String> = []
  ) {
    self.command = command
    self.operands = operands
    self.flags = flags
    self.options = options
    self.required = required
  }

  /// `usage: haat import orders FILE --tenant SLUG`
  package var text: String {
    let named = options.sorted { $0.key < $1.key }.map { name, value in
      required.contains(name) ? "\(name) \(value)" : "[\(name) \(value)]"
    }
    return (["usage: haat \(command)"] + operands + named + flags.map { "[\($0)]" }).joined(separator: " ")
  }
}
