import Basics

extension UserLocale {
  /// A message in this language, its values filled in. Not escaped.
  package func text(_ message: Message) -> String { string { write(message, into: &$0) } }

  /// Appends a message in this language, its values filled in. Not escaped.
  package func write(_ message: Message, into output: inout Output) {
    message.key.withBytes { key in
      if language == .english && message.values.isEmpty { return output.append(key) }
      let category = pluralCategory(message.values)
      let isKnown = Catalog.shared.table(language).withPattern(of: key, category) {
        write(pattern: $0, message.values, into: &output)
      }
      guard !isKnown else { return }
      if language != .english { Catalog.noteMissing(key) }
      write(pattern: key, message.values, into: &output)
    }
  }

  private func pluralCategory(_ values: [Message.Value]) -> PluralCategory {
    for case .number(let count) in values { return language.pluralCategory(count) }
    return .other
  }

  /// Appends `…{1}…` with the values in their places.
  private func write(
    pattern: UnsafeBufferPointer<UInt8>, _ values: [Message.Value], into output: inout Output
  ) {
    guard !values.isEmpty else { return output.append(pattern) }
    var start = 0
    var position = 0
    while position < pattern.count {
      guard let index = place(pattern, at: position), index < values.count else {
        position += 1
        continue
      }
      output.append(UnsafeBufferPointer(rebasing: pattern[start..<position]))
      write(values[index], into: &output)
      position += 3
      start = position
    }
    output.append(UnsafeBufferPointer(rebasing: pattern[start...]))
  }

  /// Which value belongs at a position, from 0: that of `{1}` to `{9}`.
  private func place(_ pattern: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
    guard pattern[position] == UInt8(ascii: "{"), position + 2 < pattern.count,
      pattern[position + 2] == UInt8(ascii: "}")
    else { return nil }
    let digit = Int(pattern[position + 1]) - Int(UInt8(ascii: "1"))
    return (0..<9).contains(digit) ? digit : nil
  }

  private func write(_ value: Message.Value, into output: inout Output) {
    switch value {
    case .text(let text): output.append(text)
    case .number(let number): write(number, into: &output)
    case .money(let money): write(money, into: &output)
    case .date(let date): write(date, .medium, into: &output)
    case .instant(let instant): writeDateTime(instant, into: &output)
    case .message(let message): write(message, into: &output)
    }
  }

  /// What the body appends, as a String.
  func string(_ body: (inout Output) -> Void) -> String {
    var output = Output(capacity: 64)
    body(&output)
    return output.string
  }
}
