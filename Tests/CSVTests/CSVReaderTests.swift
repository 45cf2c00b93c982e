import Basics
import Testing

@testable import CSV

/// All a reader makes of some bytes, fed in pieces.
private func read(
  _ bytes: [UInt8], cutAt cuts: [Int] = [], delimiter: Unicode.Scalar = ",", limits: CSVLimits = .standard
)
  -> [String]
{
  var reader = CSVReader(delimiter: delimiter, limits: limits)
  var found: [String] = []
  var start = 0
  for end in cuts + [bytes.count] {
    if end > start { reader.feed(bytes[start..<end]) }
    drain(&reader, into: &found)
    start = end
  }
  reader.feed([])
  drain(&reader, into: &found)
  return found
}

private func drain(_ reader: inout CSVReader, into found: inout [String]) {
  while let event = reader.next() {
    switch event {
    case .row: found.append("\(reader.line)@\(reader.offset) " + reader.texts.joined(separator: "|"))
    case .problem(let problem): found.append("\(problem.line)@\(problem.offset) ! \(problem.kind)")
    }
  }
}

private func read(_ text: String, delimiter: Unicode.Scalar = ",", limits: CSVLimits = .standard) -> [String]
{
  read(Array(text.utf8), delimiter: delimiter, limits: limits)
}

@Suite struct `Reading comma-separated values` {
  @Test func `takes the three kinds of line break`() {
    #expect(read("a,b\nc,d\r\ne,f\rg,h") == ["1@0 a|b", "2@4 c|d", "3@9 e|f", "4@13 g|h"])
  }

  @Test func `takes delimiters, line breaks and doubled quotes within quotes`() {
    #expect(
      read("\"a,b\",\"say \"\"hi\"\"\"\n\"x\r\ny\nz\",\"\"\nlast") == [
        "1@0 a,b|say \"hi\"", "2@19 x\r\ny\nz|", "5@31 last",
      ])
    #expect(read("\"\"\"\"\n\"\"\"\"\"\"") == ["1@0 \"", "2@5 \"\""])
  }

  @Test func `keeps empty fields and leaves out empty lines`() {
    #expect(read(",\n\n,,a\n\r\n\"\"\nb,") == ["1@0 |", "3@3 ||a", "5@9 ", "6@12 b|"])
    #expect(read("") == [] && read("\n\n\r\r\n") == [])
  }

  @Test func `passes over a byte order mark`() {
    #expect(read("\u{FEFF}a,b\n") == ["1@3 a|b"])
    #expect(read("\u{FEFF}\"a\"") == ["1@3 a"])
    #expect(read("\u{FEFF}") == [])
  }

  @Test func `takes another delimiter`() {
    #expect(read("a;b,c;\"d;e\"\n", delimiter: ";") == ["1@0 a|b,c|d;e"])
    #expect(read("a\tb\n", delimiter: "\t") == ["1@0 a|b"])
  }

  @Test func `takes a quote within plain text as a character`() {
    #expect(read("5\" nails,a\"b\"c\nx") == ["1@0 5\" nails|a\"b\"c", "2@15 x"])
    #expect(read("a, \"b\"\n") == ["1@0 a| \"b\""])
  }

  @Test func `gives up a row with text behind a closing quote and goes on in the next line`() {
    #expect(read("a,\"b\"c,d\ne,f\n") == ["1@0 ! textBehindQuote", "2@9 e|f"])
    #expect(read("\"a\" \nb") == ["1@0 ! textBehindQuote", "2@5 b"])
    #expect(read("\"a\"b") == ["1@0 ! textBehindQuote"])
  }

  @Test func `loses one line to a quote that is never closed`() {
    #expect(read("1,\"open,5\n2,ok,7\n3,ok,8\n") == ["1@0 ! unclosedQuote", "2@10 2|ok|7", "3@17 3|ok|8"])
    #expect(read("1,\"open,5\n2,\"ok\",7\n") == ["1@0 ! textBehindQuote", "2@10 2|ok|7"])
    #expect(read("1,\"open") == ["1@0 ! unclosedQuote"])
    #expect(read("1,\"open\r\n2,b") == ["1@0 ! unclosedQuote", "2@9 2|b"])
  }

  @Test func `says where a problem is and how the row begins`() throws {
    var reader = CSVReader()
    reader.feed(Array("ok\nx,\"y\"z\n".utf8))
    #expect(reader.next() == .row)
    guard case .problem(let problem)? = reader.next() else { return #expect(Bool(false)) }
    #expect(problem == CSVProblem(kind: .textBehindQuote, line: 2, offset: 3, excerpt: "x,\"y\""))
  }

  @Test func `keeps its limits`() {
    let limits = CSVLimits(field: 5, row: 12, columns: 3)
    #expect(read("123456,a\nb\n", limits: limits) == ["1@0 ! fieldTooLong", "2@9 b"])
    #expect(read("\"123456\",a\nb\n", limits: limits) == ["1@0 ! fieldTooLong", "2@11 b"])
    #expect(read("12345,12345,12345\nb\n", limits: limits) == ["1@0 ! rowTooLong", "2@18 b"])
    #expect(read("1,2,3,4\nb\n", limits: limits) == ["1@0 ! tooManyColumns", "2@8 b"])
    #expect(read("12345,1234\n1,2,3\n", limits: limits) == ["1@0 12345|1234", "2@11 1|2|3"])
    #expect(read("\"1\n2345678\nb\n", limits: limits).last == "3@11 b")
  }

  @Test func `holds no more than a row's limit of an endless line`() {
    var reader = CSVReader()
    var problems = 0
    let junk = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    for _ in 0..<40 {
      reader.feed(junk)
      while reader.next() != nil { problems += 1 }
    }
    reader.feed(Array("\nok\n".utf8))
    var events: [CSVReader.Event] = []
    while let event = reader.next() { events.append(event) }
    #expect(problems == 0 && events.count == 2 && events.last == .row)
    #expect(reader.capacity < 8 << 20)
  }

  @Test func `reads values without a String`() {
    var reader = CSVReader()
    reader.feed(Array("536365,2.55, 6 ,2010-12-01 08:26:00,2011-09-30,x\n".utf8))
    #expect(reader.next() == .row && reader.count == 6)
    #expect(reader.value(1) == UnitPrice("2.55"))
    #expect(reader.value(2, as: Int64.self) == 6)
    #expect(reader.value(3) == LocalDateTime("2010-12-01 08:26:00"))
    #expect(reader.value(4) == LocalDate("2011-09-30"))
    #expect(reader.value(5, as: UnitPrice.self) == nil && reader.value(9, as: Int64.self) == nil)
    #expect(reader.equals(0, "536365") && !reader.equals(0, "53636") && reader.equals(9, ""))
    #expect(reader.isEmpty(9) && !reader.isEmpty(0) && reader.text(9) == "")
  }

  @Test func `tells text from bytes that are none`() {
    var reader = CSVReader()
    reader.feed([0xC3, 0x28, 0x2C, 0x61, 0x0A])
    #expect(reader.next() == .row)
    #expect(reader.text(0) == nil && reader.text(1) == "a")
  }
}

@Suite struct `Reading in pieces` {
  static let samples = [
    "a,b\r\nc,\"d\r\ne\"\r\r\n\n\"f\"\"g\",\n", "\u{FEFF}x,\"y\"\n",
    "1,\"open\n2,\"ok\",\"\"\"\"\r\n3,\"z\"q,\n4,end",
    "\"a\r\nb\"x,\r\n\"unclosed\r\nc\rd", "\"\"\"\",\"\n\r\n\",\r", "ক,\"খ\nগ\"\r\nঘ", "\"",
  ]

  @Test(arguments: samples)
  func `gives the same wherever it is cut`(text: String) {
    let bytes = Array(text.utf8)
    let whole = read(bytes)
    for first in 0...bytes.count {
      for second in first...bytes.count {
        #expect(read(bytes, cutAt: [first, second]) == whole, "\(first) \(second)")
      }
    }
    #expect(read(bytes, cutAt: Array(bytes.indices)) == whole)
  }

  @Test func `gives the same with limits wherever it is cut`() {
    let limits = CSVLimits(field: 4, row: 9, columns: 3)
    for text in [
      "12345,a\nb\n", "\"12\n456\",a\nb\n", "1234,1234,12\nb", "1,2,3,4\nb", "\"1\n\n\n\n\n\n2\"\nb\n",
    ] {
      let bytes = Array(text.utf8)
      for cut in 0...bytes.count {
        #expect(read(bytes, cutAt: [cut], limits: limits) == read(bytes, limits: limits), "\(text) \(cut)")
      }
    }
  }

  @Test(arguments: samples)
  func `goes on from any place where another reader stopped`(text: String) {
    let bytes = Array(text.utf8)
    let whole = read(bytes)
    for stop in 0...whole.count {
      var first = CSVReader()
      first.feed(bytes)
      first.feed([])
      var found: [String] = []
      for _ in 0..<stop {
        var one = first
        guard one.next() != nil else { break }
        drainOne(&first, into: &found)
      }
      var second = CSVReader(offset: first.nextOffset, line: first.nextLine)
      second.feed(bytes[min(first.nextOffset, bytes.count)...])
      second.feed([])
      drain(&second, into: &found)
      #expect(found == whole, "\(stop)")
    }
  }

  private func drainOne(_ reader: inout CSVReader, into found: inout [String]) {
    switch reader.next() {
    case .row: found.append("\(reader.line)@\(reader.offset) " + reader.texts.joined(separator: "|"))
    case .problem(let problem): found.append("\(problem.line)@\(problem.offset) ! \(problem.kind)")
    case nil: break
    }
  }

  @Test func `never crashes and never loses the lines behind`() {
    let pool = Array("a,\"\n\r;\u{0}".utf8) + [0xFF]
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0...40)).map { _ in pool.randomElement() ?? 0 }
      let rows = read(bytes + Array("\nlast,line\n".utf8))
      #expect(rows.last?.hasSuffix(" last|line") == true, "\(bytes)")
      let cut = Int.random(in: 0...bytes.count)
      #expect(read(bytes, cutAt: [cut]) == read(bytes), "\(bytes) \(cut)")
    }
  }
}
