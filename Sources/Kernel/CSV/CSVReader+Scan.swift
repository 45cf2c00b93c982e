extension CSVReader {
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Goes on from the cursor to the end of a field, a row or the buffer.
  mutating func scan() -> Event? {
    switch state {
    case .fieldStart:
      fieldStart = cursor
      if buffer[cursor] == CSVReader.quote {
        cursor += 1
        fieldStart = cursor
        state = .quoted
        return nil
      }
      state = .plain
      return scanPlain()
    case .plain: return scanPlain()
    case .quoted: return scanQuoted()
    case .quoteSeen: return scanBehindQuote()
    case .carriageReturn:
      if buffer[cursor] == CSVReader.lineFeed { cursor += 1 }
      return complete()
    case .discarding: return discard()
    case .discardingReturn:
      if buffer[cursor] == CSVReader.lineFeed { cursor += 1 }
      return deliverPending()
    }
  }

  /// A quote within a field that does not begin with one is a character: 5" nails.
  private mutating func scanPlain() -> Event? {
    cursor = firstIndex { [delimiter] in
      $0 == delimiter || $0 == CSVReader.lineFeed || $0 == CSVReader.carriageReturn
    }
    return cursor < filled ? endField(at: cursor, by: buffer[cursor]) : nil
  }

  private mutating func scanQuoted() -> Event? {
    cursor = firstIndex {
      $0 == CSVReader.quote || $0 == CSVReader.lineFeed || $0 == CSVReader.carriageReturn
    }
    guard cursor < filled else { return nil }
    let byte = buffer[cursor]
    cursor += 1
    if byte == CSVReader.quote { state = .quoteSeen } else { countBreak(byte) }
    return nil
  }

  /// Counts a line break within quotes, CR LF as one.
  private mutating func countBreak(_ byte: UInt8) {
    let endsPair =
      byte == CSVReader.lineFeed && cursor - 2 >= fieldStart && buffer[cursor - 2] == CSVReader.carriageReturn
    if !endsPair { breaks += 1 }
    if firstBreak < 0 || (endsPair && firstBreak == cursor - 1) { firstBreak = cursor }
  }

  private mutating func scanBehindQuote() -> Event? {
    let byte = buffer[cursor]
    switch byte {
    case CSVReader.quote:
      hasEscape = true
      state = .quoted
      cursor += 1
      return nil
    case delimiter, CSVReader.lineFeed, CSVReader.carriageReturn: return endField(at: cursor - 1, by: byte)
    default: return fail(.textBehindQuote)
    }
  }

  /// Notes the field that ends before `end`; the cursor is at the byte that ended it.
  private mutating func endField(at end: Int, by byte: UInt8) -> Event? {
    guard fields.count < limits.columns else { return fail(.tooManyColumns) }
    guard end - fieldStart <= limits.field else { return fail(.fieldTooLong) }
    guard cursor - rowStart <= limits.row else { return fail(.rowTooLong) }
    fields.append(CSVField(start: fieldStart - rowStart, end: end - rowStart))
    cursor += 1
    switch byte {
    case delimiter: state = .fieldStart
    case CSVReader.carriageReturn: state = .carriageReturn
    default: return complete()
    }
    return nil
  }

  /// Hands the row out, unless its line is empty.
  private mutating func complete() -> Event? {
    if fields.count == 1, fields[0].isEmpty, fieldStart == rowStart {
      beginRow()
      return nil
    }
    if hasEscape { unescape() }
    isDelivered = true
    return .row
  }

  /// What the end of the stream makes of what is left.
  mutating func finish() -> Event? {
    switch state {
    case .fieldStart where cursor == rowStart: return nil
    case .fieldStart, .plain:
      if state == .fieldStart { fieldStart = cursor }
      return endAtEnd(cursor)
    case .quoted: return fail(.unclosedQuote) ?? deliverPending()
    case .quoteSeen: return endAtEnd(cursor - 1)
    case .carriageReturn: return complete()
    case .discarding, .discardingReturn: return deliverPending()
    }
  }

  private mutating func endAtEnd(_ end: Int) -> Event? {
    let event = endField(at: end, by: CSVReader.lineFeed) ?? (pending == nil ? nil : deliverPending())
    cursor = min(cursor, filled)
    return event
  }

  /// Where more is wanted, what is at hand must not be too much already.
  mutating func checkLimits() -> Event? {
    guard state == .plain || state == .quoted else { return nil }
    if cursor - fieldStart > limits.field + 1 { return fail(.fieldTooLong) }
    return cursor - rowStart > limits.row + 1 ? fail(.rowTooLong) : nil
  }

  @inline(__always) private func firstIndex(where matches: (UInt8) -> Bool) -> Int {
    buffer.withUnsafeBufferPointer { bytes in
      var index = cursor
      while index < filled, !matches(bytes[index]) { index += 1 }
      return index
    }
  }
}
