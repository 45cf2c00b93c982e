import Basics

/// E-mail addresses as people paste them: one a line, with commas, with names around them, or a table's cells.
struct AddressList: Sendable {
  /// Each once, in order.
  private(set) var addresses: [EmailAddress] = []
  /// What looks as if it were meant for one and is none.
  private(set) var broken: [String] = []

  static let longest = 100

  init(_ text: String) {
    var seen: Set<String> = []
    for (number, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      let words = line.split { $0.isWhitespace || ",;<>\"|()".contains($0) }
      let candidates = words.filter { $0.contains("@") }
      // The head of a table has no address; any other line without one is a slip.
      if candidates.isEmpty, !words.isEmpty, number > 0 || !line.contains(where: { ",;|\t".contains($0) }) {
        broken.append(String(line.prefix(80)))
      }
      for candidate in candidates {
        let plain = candidate.hasPrefix("mailto:") ? candidate.dropFirst(7) : candidate
        guard let address = EmailAddress(String(plain)) else {
          broken.append(String(candidate.prefix(80)))
          continue
        }
        if seen.insert(address.key).inserted { addresses.append(address) }
      }
    }
  }
}
