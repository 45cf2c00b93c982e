/// One thing that the program can be asked to do.
package struct Command: Sendable {
  package let usage: Usage
  package let summary: String
  /// Gives back the exit code; a `Trouble` is told and makes it 1.
  package let run: @Sendable (Arguments) throws -> Int32

  package init(_ usage: Usage, _ summary: String, run: @escaping @Sendable (Arguments) throws -> Int32) {
    self.usage = usage
    self.summary = summary
    self.run = run
  }

  package var name: String { usage.command }
}

/// The commands of the program, and what it does with the words it was started with.
///
/// Exit codes: 0 it is done; 1 it could not be done, or `haat doctor` found something bad; 2 it was asked wrongly.
package struct CommandTable: Sendable {
  package let commands: [Command]

  package init(_ commands: [Command]) { self.commands = commands }

  /// Runs what the words ask for; the first word is the program's own name.
  package func run(_ words: [String]) -> Int32 {
    let words = Array(words.dropFirst())
    guard let first = words.first else { return tell(help, code: 2) }
    if ["help", "--help", "-h"].contains(first) { return say(help, code: 0) }
    guard let (command, rest) = find(words) else { return tell(unknown(first), code: 2) }
    if rest.contains("--help") || rest.contains("-h") { return say(describe(command), code: 0) }
    do {
      let arguments = try Arguments(rest, for: command.usage)
      return perform(command, arguments)
    } catch {
      return tell("\(error)", code: 2)
    }
  }

  private func perform(_ command: Command, _ arguments: Arguments) -> Int32 {
    do { return try command.run(arguments) } catch { return tell("haat \(command.name): \(error)", code: 1) }
  }

  /// A command's name is one word or two.
  private func find(_ words: [String]) -> (Command, ArraySlice<String>)? {
    for command in commands {
      let name = command.name.split(separator: " ").map(String.init)
      if words.starts(with: name) { return (command, words.dropFirst(name.count)) }
    }
    return nil
  }

  private func unknown(_ word: String) -> String {
    let near = nearest(to: word, among: commands.map(\.name)).map { " Did you mean “haat \($0)”?" } ?? ""
    return "haat has no command “\(word)”.\(near)\n\n\(help)"
  }

  private func describe(_ command: Command) -> String { "\(command.summary)\n\n\(command.usage.text)" }

  package var help: String {
    let width = commands.map(\.name.count).max() ?? 0
    let rows = commands.map { command in
      "  \(command.name)\(String(repeating: " ", count: width - command.name.count + 2))\(command.summary)"
    }
    return
      "usage: haat COMMAND\n\n\(rows.joined(separator: "\n"))\n\n“haat COMMAND --help” says what may follow."
  }

  private func say(_ text: String, code: Int32) -> Int32 {
    Operations.say(text)
    return code
  }

  private func tell(_ text: String, code: Int32) -> Int32 {
    Operations.say(text, to: 2)
    return code
  }
}

/// Writes a line for a person to standard output, or to another descriptor.
package func say(_ text: String, to descriptor: Int32 = 1) {
  _ = writeAll(Array((text + "\n").utf8), to: descriptor)
}
