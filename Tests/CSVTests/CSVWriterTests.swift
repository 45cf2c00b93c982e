import Basics
import CSV
import Testing

private func written(neutralizing: Bool = true, delimiter: Unicode.Scalar = ",", _ rows: [[String]]) -> String
{
  var writer = CSVWriter(delimiter: delimiter, neutralizing: neutralizing)
  for row in rows { writer.row(row) }
  return writer.output.string
}

@Suite struct `Writing comma-separated values` {
  @Test func `quotes only what needs it`() {
    #expect(written([["a", "b,c", "d\"e", "f\ng", "", "h i"]]) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",,h i\r\n")
    #expect(written([[""], ["", ""]]) == "\"\"\r\n,\r\n")
    #expect(written(delimiter: ";", [["a;b", "c,d"]]) == "\"a;b\";c,d\r\n")
  }

  @Test func `writes numbers and amounts as they are`() {
    var writer = CSVWriter(byteOrderMark: true)
    writer.field(-12)
    writer.field(Money(minorUnits: -123_450, .bdt))
    writer.endRow()
    #expect(writer.output.string == "\u{FEFF}-12,-1234.50\r\n")
  }

  @Test(arguments: [
    "=1+1", "=HYPERLINK(\"http://x\")", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "-", "+",
    "-cmd|' /C calc'!A0",
    "\u{FF1D}1", "\u{FF0B}1+1", "\u{FF0D}1", "\u{FF20}x", "+88-01", "--1",
  ])
  func `makes a formula harmless`(cell: String) {
    let quoted = cell.replacing("\"", with: "\"\"")
    #expect(written([[cell]]) == "\"'\(quoted)\"\r\n")
  }

  @Test(arguments: ["-12", "+12.50", "-1,234.5", "+8801712345678", "12", "a=b", "'=1", " =1", "ক"])
  func `leaves numbers and words alone`(cell: String) {
    #expect(written([[cell]]) == (cell.contains(",") ? "\"\(cell)\"\r\n" : "\(cell)\r\n"))
  }

  @Test func `is read back as it was`() {
    let pool = Array("ab ,;\t\"\n\r=+-@'১শ\u{FEFF}".unicodeScalars)
    for _ in 0..<2000 {
      let rows = (0..<Int.random(in: 1...4)).map { _ in
        (0..<Int.random(in: 1...4)).map { _ in
          String(
            String.UnicodeScalarView((0..<Int.random(in: 0...5)).map { _ in pool.randomElement() ?? "a" }))
        }
      }
      // A file that begins with U+FEFF is one with a byte order mark.
      let safe = [["head"]] + rows
      var reader = CSVReader()
      reader.feed(Array(written(neutralizing: false, safe).utf8))
      reader.feed([])
      var read: [[String]] = []
      while let event = reader.next() {
        #expect(event == .row)
        read.append(reader.texts)
      }
      #expect(
        read.map { $0.map { Array($0.unicodeScalars) } } == safe.map { $0.map { Array($0.unicodeScalars) } })
    }
  }
}
