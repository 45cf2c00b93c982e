import Basics
import Testing

@testable import Sheets

@Suite struct `Reading a file of a known format` {

  @Test(arguments: TextEncoding.allCases, Delimiter.allCases)
  func `gives the same rows in every encoding and with every delimiter`(
    _ encoding: TextEncoding, _ delimiter: Delimiter
  ) throws {
    for mark in encoding == .windows1252 ? [false] : [false, true] {
      for lineBreak in ["\n", "\r\n"] {
        let rows = [
          ["Name", "Price", "Note"], ["Café “Crème”", "12.50", "a, b; c | d\te"], ["naïve €", "3", "x\ny"],
        ]
        let text = rows.map { row in
          row.map { $0.contains { ",;|\t\n".contains($0) } ? "\"\($0)\"" : $0 }.joined(
            separator: delimiter.rawValue)
        }
        let file = try TestFile(text.joined(separator: lineBreak) + lineBreak, in: encoding, mark: mark)
        let profile = try file.examine()
        #expect(profile.format.encoding == encoding)
        #expect(profile.format.delimiter == delimiter)
        #expect(profile.header == rows[0])
        #expect(profile.rows == Array(rows[1...]))
        #expect(
          try file.rows(profile.format) == ["2 Café “Crème”|12.50|a, b; c | d\te", "3 naïve €|3|x\ny"])
      }
    }
  }

  @Test(arguments: TextEncoding.allCases)
  func `goes on at any row as if it had read the rows before`(_ encoding: TextEncoding) throws {
    let text = "a;b\r\n" + (1...40).map { "é\($0);\"x\($0)\r\ny\"" }.joined(separator: "\r\n")
    let file = try TestFile(text, in: encoding, mark: encoding != .windows1252)
    let format = SheetFormat(encoding: encoding, delimiter: .semicolon)
    let all = try file.rows(format)
    #expect(all.count == 40)
    var reader = try SheetReader(path: file.path, format: format, mapping: ColumnMapping())
    for read in 1...40 {
      #expect(try reader.next() == .row)
      #expect(try file.rows(format, from: reader.position) == Array(all[read...]))
    }
  }

  @Test func `refuses the rows that are in another encoding, and no others`() throws {
    var bytes = Array("নাম,দাম\nচাল,১২\n".utf8)
    bytes += [0xE9, 0x2C, 0x31, 0x0A]
    bytes += Array("ডাল,৩০\n".utf8) + [0x61, 0, 0x2C, 0x32, 0x0A] + Array("লবণ,৫\n".utf8)
    let file = try TestFile(bytes)
    let profile = try file.examine()
    #expect(profile.format.encoding == .utf8)
    #expect(profile.doubts.contains(.encoding(.utf8)))
    #expect(try file.rows(profile.format) == ["2 চাল|১২", "3 ! encoding", "4 ডাল|৩০", "5 ! nul", "6 লবণ|৫"])
  }

  @Test func `refuses a row with half a character of UTF-16 and reads the next`() throws {
    var bytes = encoded("a,b\nx,", in: .utf16LittleEndian, mark: true)
    bytes += [0x3D, 0xD8] + encoded("\ny,2\n", in: .utf16LittleEndian, mark: false)
    let file = try TestFile(bytes)
    let format = try file.examine().format
    #expect(format.encoding == .utf16LittleEndian)
    #expect(try file.rows(format) == ["2 ! encoding", "3 y|2"])
  }

  @Test func `takes characters beyond the first 65,536 from UTF-16`() throws {
    let file = try TestFile("a,b\n😀,𝄞\n", in: .utf16BigEndian)
    #expect(try file.rows(file.examine().format) == ["2 😀|𝄞"])
  }

  @Test func `refuses rows of another width unless short rows are usual`() throws {
    let file = try TestFile("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n")
    #expect(try file.rows(SheetFormat()) == ["2 1|2|3", "3 ! columns", "4 ! columns", "5 1|2|3||"])
    #expect(try file.rows(SheetFormat(allowsShortRows: true))[1] == "3 1|2")
  }

  @Test func `takes Excel's own first line for what it is`() throws {
    let file = try TestFile("sep=;\r\nName;Price\r\na;1,5\r\n")
    let profile = try file.examine()
    #expect(profile.format.delimiter == .semicolon)
    #expect(profile.header == ["Name", "Price"])
    #expect(try file.rows(profile.format) == ["3 a|1,5"])
  }

  @Test func `gives values by field`() throws {
    let file = try TestFile(
      "No;When;What;Price;Tags;New;Count\n 7 ;20.11.2026 10:05;  A \u{200B} b ;1.234,50 €;x, y|z;ja;3\n;;;;;;\n"
    )
    let mapping = ColumnMapping(fields: ["no", "when", "what", "price", "tags", "new", "count"])
    let format = SheetFormat(delimiter: .semicolon, dateOrder: .dayFirst, decimalMark: .comma)
    var reader = try SheetReader(path: file.path, format: format, mapping: mapping)
    _ = try reader.next()
    #expect(reader.row.text("no") == "7")
    #expect(reader.row.text("what") == "A b")
    #expect(reader.row.text("nothing") == "")
    #expect(reader.row.isEmpty("nothing") == true)
    #expect(try reader.row.decimal("price") == UnitPrice("1234.5"))
    #expect(try reader.row.integer("count") == 3)
    #expect(try reader.row.date("when") == LocalDate("2026-11-20"))
    #expect(try reader.row.time("when")?.description == "2026-11-20T10:05:00Z")
    #expect(reader.row.list("tags") == ["x", "y", "z"])
    #expect(throws: SheetProblem(.flag, field: "new")) { try reader.row.flag("new") }
    #expect(throws: SheetProblem(.number, field: "what")) { try reader.row.decimal("what") }
    #expect(throws: SheetProblem(.tooLong, field: "what")) { try reader.row.text("what", atMost: 2) }
    _ = try reader.next()
    #expect(try reader.row.decimal("price") == nil)
    #expect(try reader.row.time("when") == nil)
    #expect(try reader.row.flag("new") == nil)
    #expect(reader.row.list("tags") == [])
    #expect(try reader.next() == nil)
    #expect(reader.fraction == 1)
  }
}
