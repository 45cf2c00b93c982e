/// The text of one template, and where in it a byte stands.
struct Source {
  /// As people know the file: `Templates/Orders/OrderPage.html`.
  let path: String
  let bytes: [UInt8]
  private let lineStarts: [Int]

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  var end: Int { bytes.count }

  /// The byte at `index`, or zero where there is none.
  subscript(index: Int) -> UInt8 { bytes.indices.contains(index) ? bytes[index] : 0 }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func starts(with prefix: StaticString, at index: Int) -> Bool {
    let count = prefix.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    return bytes[index..<index + count].elementsEqual("\(prefix)".utf8)
  }

  /// The line, counted from 1.
  func line(of index: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= index { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The column in bytes, counted from 1, as Swift's compiler counts.
  func column(of index: Int) -> Int { index - lineStarts[line(of: index) - 1] + 1 }

  /// The first index from `index` on that is not white space.
  func skipSpace(from index: Int, to limit: Int? = nil) -> Int {
    var index = index
    while index < limit ?? end, isSpace(bytes[index]) { index += 1 }
    return index
  }
}

/// Something the author of a template has to mend, in words for a web designer.
struct TemplateError: Error, Equatable {
  let index: Int
  let message: String

  /// `Templates/Orders/OrderPage.html:3:7: error: …`, which Swift's build and editors understand.
  func line(in source: Source) -> String {
    "\(source.path):\(source.line(of: index)):\(source.column(of: index)): error: \(message)"
  }
}

func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

/// Can the byte be part of a Swift name? Names beyond ASCII are taken as such.
func isNamePart(_ byte: UInt8) -> Bool {
  isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 128
}
