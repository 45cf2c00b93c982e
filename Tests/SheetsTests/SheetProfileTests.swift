import Basics
import Testing

@testable import Sheets

@Suite struct `Looking at a file of unknown format` {
  @Test(arguments: TextEncoding.allCases, Delimiter.allCases)
  func `finds the format it was written in, and the same values`(
    _ encoding: TextEncoding, _ delimiter: Delimiter
  ) throws {
    for order in DateOrder.allCases {
      for mark in DecimalMark.allCases where mark.rawValue != delimiter.rawValue {
        var book = Book(seed: UInt64(order.hashValue & 7) + 1)
        let format = SheetFormat(
          encoding: encoding, delimiter: delimiter, dateOrder: order, decimalMark: mark, zone: .utc)
        let file = try TestFile(book.written(rows: 60, format), in: encoding, mark: false)
        let profile = try file.examine()
        #expect(profile.format == format)
        #expect(profile.doubts.isEmpty)
        #expect(profile.estimatedRows == 60)
        try book.check(file, profile)
      }
    }
  }

  @Test func `says when day and month could be exchanged`() throws {
    let file = try TestFile("Day,Price\n01/02/2026,1.50\n12/11/2026,2.50\n")
    let profile = try file.examine(zone: TimeZoneRules("Asia/Dhaka") ?? .utc)
    #expect(profile.doubts == [.dateOrder])
    #expect(profile.format.dateOrder == .dayFirst)
    let american = try file.examine(zone: TimeZoneRules("America/New_York") ?? .utc)
    #expect(american.format.dateOrder == .monthFirst)
  }

  @Test func `takes the first number over 12 for a day`() throws {
    let american = try #require(TimeZoneRules("America/New_York"))
    let day = try TestFile("Day,Price\n13/02/2026,1.50\n").examine(zone: american)
    #expect(day.format.dateOrder == .dayFirst && day.doubts.isEmpty)
    let month = try TestFile("Day,Price\n02/13/2026,1.50\n").examine()
    #expect(month.format.dateOrder == .monthFirst && month.doubts.isEmpty)
  }

  @Test func `says when both orders occur`() throws {
    let profile = try TestFile("Day,Price\n13/02/2026,1.50\n14/02/2026,1\n12/21/2026,2.50\n").examine()
    #expect(profile.doubts == [.mixedDateOrders])
    #expect(profile.format.dateOrder == .dayFirst)
  }

  @Test func `finds the day far behind in the file that tells the order`() throws {
    var text = "Day,Price\n"
    for _ in 0..<40000 { text += "01/02/2026,1.50\n" }
    text += "01/13/2026,1.50\n"
    let profile = try TestFile(text).examine()
    #expect(profile.doubts.isEmpty)
    #expect(profile.format.dateOrder == .monthFirst)
    #expect(abs(profile.estimatedRows - 40001) < 400)
  }

  @Test func `finds a letter far behind in the file that tells the encoding`() throws {
    let text = "Name,Price\n" + String(repeating: "plain,1\n", count: 60000) + "Café,2\n"
    #expect(try TestFile(text, in: .windows1252).examine().format.encoding == .windows1252)
    #expect(try TestFile(text).examine().format.encoding == .utf8)
  }

  @Test func `finds the one letter in the middle of the file that tells the encoding`() throws {
    let plain = String(repeating: "plain,1\n", count: 60000)
    let text = "Name,Price\n" + plain + "Café,2\n" + plain + plain
    #expect(try TestFile(text, in: .windows1252).examine().format.encoding == .windows1252)
    #expect(try TestFile(text).examine().format.encoding == .utf8)
    #expect(try TestFile(text, in: .utf16BigEndian).examine().format.encoding == .utf16BigEndian)
  }

  @Test func `says when a mark in the numbers could be either`() throws {
    let profile = try TestFile("Name;Price\na;1,234\nb;5,678\n").examine()
    #expect(profile.doubts == [.decimalMark])
    #expect(profile.format.decimalMark == .point)
  }

  @Test func `is not led astray by commas within text and by decimal commas`() throws {
    let profile = try TestFile("Name;Price;Note\nA, B;1,50;\"x, y; z\"\nC, D, E;2,50;z\n").examine()
    #expect(profile.layout == "utf-8 semicolon yearFirst comma")
    #expect(profile.rows == [["A, B", "1,50", "x, y; z"], ["C, D, E", "2,50", "z"]])
  }

  @Test func `takes version numbers and addresses for neither dates nor prices`() throws {
    let profile = try TestFile("Name,Version\na,1.2.3\nb,10.20.30\nc,192.168.0.1\n").examine()
    #expect(profile.doubts.isEmpty)
    #expect(profile.format.decimalMark == .point)
  }

  @Test func `takes a single column for one`() throws {
    let profile = try TestFile("Email\na@example.com\nb@example.com\n").examine()
    #expect(profile.header == ["Email"])
    #expect(profile.rows == [["a@example.com"], ["b@example.com"]])
  }

  @Test func `sees that rows end early`() throws {
    let profile = try TestFile("a,b,c\n1,2,3\n1,2\n1,2\n").examine()
    #expect(profile.format.allowsShortRows)
    #expect(
      try TestFile("a,b,c\n" + String(repeating: "1,2,3\n", count: 50) + "1,2\n").examine()
        .format.allowsShortRows == false)
  }

  @Test func `names what is odd in the header`() throws {
    let long = String(repeating: "n", count: 300)
    let profile = try TestFile("Name,name,,\(long)\na,b,c,d\n").examine()
    #expect(profile.doubts == [.unnamed([2]), .duplicate("Name"), .longName(3)])
    #expect(SheetProfile.title(ofColumn: 2, header: profile.header) == "Column \(3)")
  }

  @Test func `asks for the header when the first line looks like values`() throws {
    #expect(try TestFile("1001,2026-11-20,12.50\n1002,2026-11-21,3.50\n").examine().doubts == [.header])
    #expect(try TestFile("2024 sales,5 stars\n1,2\n").examine().doubts.isEmpty)
  }

  @Test func `says that formulas are kept as text`() throws {
    let file = try TestFile("Name,Price\n\"=HYPERLINK(\"\"http://x\"\")\",1\n+SUM(A1),-5\n")
    let profile = try file.examine()
    #expect(profile.doubts == [.formulas])
    #expect(profile.rows[0][0] == "=HYPERLINK(\"http://x\")")
    #expect(try TestFile("Phone,Price\n+8801712345678,-5\n-,1\n").examine().doubts.isEmpty)
  }

  @Test func `shows the file under another format`() throws {
    let file = try TestFile("a;b,c\n1;2,3\n")
    let preview = try SheetProfile.preview(path: file.path, format: SheetFormat(delimiter: .semicolon))
    #expect(preview.header == ["a", "b,c"])
    #expect(preview.rows == [["1", "2,3"]])
  }
}

/// Sales made up at random, written in any format.
private struct Book {
  private var random: SeededRandom
  private var values: [(name: String, date: LocalDateTime, price: UnitPrice)] = []

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func written(rows: Int, _ format: SheetFormat) -> String {
    let start = LocalDate(days: 20_400)
    for row in 0..<rows {
      let name = ["Crème; “brûlée”", "plain", "a, b", "tab\there", "café | bar", "say \"hi\""][row % 6]
      let second = Int.random(in: 0..<1440, using: &random) * 60
      let price = UnitPrice(millionths: Int64.random(in: 0...99_999_99, using: &random) * 10000 + 10000)
      values.append((name + " \(row)", LocalDateTime(start + row, secondOfDay: second), price))
    }
    let header = ["Name", "When", "Price"].joined(separator: format.delimiter.rawValue)
    return ([header] + values.map { line($0, format) }).joined(separator: "\r\n") + "\r\n"
  }

  private func line(_ value: (name: String, date: LocalDateTime, price: UnitPrice), _ format: SheetFormat)
    -> String
  {
    let (year, month, day) = value.date.date.parts
    let date =
      switch format.dateOrder {
      case .yearFirst: "\(year)-\(month)-\(day)"
      case .dayFirst: "\(day)/\(month)/\(year)"
      case .monthFirst: "\(month)/\(day)/\(year)"
      }
    let price = value.price.description.replacing(".", with: format.decimalMark.rawValue)
    let name = "\"" + value.name.replacing("\"", with: "\"\"") + "\""
    return [name, "\(date) \(value.date.hour):\(value.date.minute)", price].joined(
      separator: format.delimiter.rawValue)
  }

  func check(_ file: TestFile, _ profile: SheetProfile) throws {
    let mapping = ColumnMapping(fields: ["name", "when", "price"])
    var reader = try SheetReader(path: file.path, format: profile.format, mapping: mapping)
    for value in values {
      #expect(try reader.next() == .row)
      #expect(reader.row.text("name") == value.name.normalizedLine)
      #expect(try reader.row.time("when") == TimeZoneRules.utc.instant(of: value.date))
      #expect(try reader.row.decimal("price") == value.price)
    }
    #expect(try reader.next() == nil)
  }
}
