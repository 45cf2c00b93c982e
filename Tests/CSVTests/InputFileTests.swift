import CSV
import Foundation
import Testing

@Suite struct `An input file` {

  private func rows(_ path: String, skipping offset: Int = 0, line: Int = 1) throws -> [String] {
    var file = try InputFile(path: path)
    guard try file.skip(offset) else { return ["short"] }
    var reader = CSVReader(offset: offset, line: line)
    var rows: [String] = []
    var more = true
    while more {
      more = try reader.fill(from: &file)
      while let event = reader.next() { rows.append("\(event) \(reader.line) \(reader.texts)") }
    }
    return rows
  }

  @Test func `is read from any row on, plain or gzipped`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "csv-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let plain = folder.appending(path: "plain.csv").path
    let text = (1...20_000).map { "\($0),\"a\nb\",দোকান\r\n" }.joined()
    try Data(text.utf8).write(to: URL(filePath: plain))
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/bin/gzip")
    gzip.arguments = ["-k", plain]
    try gzip.run()
    gzip.waitUntilExit()

    let all = try rows(plain)
    #expect(all.count == 20_000)
    #expect(try rows(plain + ".gz") == all)
    var reader = CSVReader()
    reader.feed(Array(text.utf8.prefix(100_000)))
    for _ in 0..<1000 { #expect(reader.next() == .row) }
    for path in [plain, plain + ".gz"] {
      #expect(try rows(path, skipping: reader.nextOffset, line: reader.nextLine) == Array(all[1000...]))
      #expect(try rows(path, skipping: text.utf8.count + 1) == ["short"])
    }
  }

  @Test func `says which file cannot be read`() {
    #expect { _ = try InputFile(path: "/nowhere/x.csv") } throws: { "\($0)".contains("/nowhere/x.csv") }
  }

  @Test func `is read from its beginning through a descriptor, again and again`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "csv-\(UUID().uuidString)").path
    try Data("a,b\n".utf8).write(to: URL(filePath: path))
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    try FileManager.default.removeItem(atPath: path)
    for _ in 0..<2 {
      var file = try InputFile(path: path, opened: descriptor)
      #expect(try file.bytes(atMost: 100) == Array("a,b\n".utf8))
      #expect(try file.bytes(atMost: 100) == [])
    }
  }
}

@Suite struct `An output file` {
  @Test func `has its name only when it is whole`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "csv-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "rows.csv").path
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path) }
    func write(_ text: String, finishing: Bool) throws {
      var writer = CSVWriter()
      writer.row([text])
      var file = try OutputFile(path: path)
      try file.write(writer.output)
      #expect(try names().count == (FileManager.default.fileExists(atPath: path) ? 2 : 1))
      if finishing { try file.finish() }
    }
    try write("given up", finishing: false)
    #expect(try names() == [])
    try write("first", finishing: true)
    try write("given up", finishing: false)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "first\r\n")
    try write("second", finishing: true)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "second\r\n")
    #expect(try names() == ["rows.csv"])
  }

  @Test func `says where it cannot be written`() {
    #expect { _ = try OutputFile(path: "/nowhere/x.csv") } throws: { "\($0)".contains("/nowhere/x.csv") }
  }
}
