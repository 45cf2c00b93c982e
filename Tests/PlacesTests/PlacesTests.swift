import Basics
import Foundation
import Places
import Testing

@Suite struct `The country of an address` {
  let places: Places

  init() throws { places = try Places(path: Places.usualPath) }

  @Test(arguments: [
    ("8.8.8.8", "US"), ("81.2.69.142", "GB"), ("103.4.144.1", "BD"), ("203.112.192.1", "BD"),
    ("141.1.1.1", "DE"), ("133.1.1.1", "JP"), ("2001:4860:4860::8888", "US"), ("2001:67c:2e8::1", "NL"),
    ("::ffff:8.8.8.8", "US"),
  ])
  func `is known of networks that have been where they are for twenty years`(
    _ address: String, _ code: String
  ) {
    #expect(places.country(of: address)?.code == code)
  }

  @Test(arguments: [
    "10.0.0.1", "127.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "192.0.2.1", "::", "::1", "fe80::1", "fd00::1", "ff02::1",
  ])
  func `is nobody's for private, local and reserved ones`(_ address: String) {
    #expect(places.country(of: address) == nil)
  }

  @Test(arguments: [
    "", " ", "8.8.8", "8.8.8.8 ", "8.8.8.8\0", "8.8.8.8\0.1", "08.8.8.8", "8.8.8.256", "8.8.8.8:80", "[::1]",
    "2001:4860::%eth0", "8.8.8.8/24", "::ffff:8.8.8.8.8", "৮.৮.৮.৮", "%s%n", "localhost",
    String(repeating: "8", count: 100_000), String(repeating: ":", count: 100_000),
  ])
  func `is nil for what is no address`(_ text: String) {
    #expect(places.country(of: text) == nil)
  }

  @Test func `is the same from many threads at once`() async {
    let places = places
    let wrong = await withTaskGroup(of: Int.self) { group in
      for worker in 0..<8 {
        group.addTask { @concurrent in
          (0..<20_000).count { turn in
            let (address, code) =
              (turn + worker).isMultiple(of: 2) ? ("81.2.69.142", "GB") : ("8.8.8.8", "US")
            return places.country(of: address)?.code != code
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  @Test func `is read with its name beside the address`() {
    let (name, address): (Message, String) = ("United States", "8.8.8.8")
    let words: Message = "\(name) (\(address))"
    #expect(places.place(of: address).words == words)
    #expect(places.place(of: "10.0.0.1").words == Message(verbatim: "10.0.0.1"))
  }

  @Test func `comes from a database that says when it was made`() throws {
    #expect(try #require(places.createdAt) > Instant(microseconds: 1_640_995_200_000_000))
    #expect(Places.none.createdAt == nil)
    #expect(Places.none.country(of: "8.8.8.8") == nil)
  }
}

@Suite struct `A file that is no database of places` {
  let path = FileManager.default.temporaryDirectory.appending(path: "places-\(UUID().uuidString)").path

  func refuses(_ bytes: Data) throws {
    try bytes.write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: PlacesUnreadable.self) { try Places(path: path) }
  }

  @Test func `is refused when it is not there, a folder or a device`() {
    for path in [path, "/tmp", "/dev/null", "/dev/zero"] {
      #expect(throws: PlacesUnreadable.self) { try Places(path: path) }
    }
  }

  @Test func `is refused when it is empty or something else`() throws {
    try refuses(Data())
    try refuses(Data("LOCDBXX\u{1}".utf8))
    try refuses(Data(repeating: 0xFF, count: 100_000))
    try refuses(Data("LOCDBXX\u{2}".utf8) + Data(count: 10_000))
  }

  @Test(arguments: [8, 60, 5000, 1_000_000, 20_000_000])
  func `is refused when it is half a copy`(_ size: Int) throws {
    let file = try #require(FileHandle(forReadingAtPath: Places.usualPath))
    try refuses(try #require(try file.read(upToCount: size)))
  }
}

@Suite struct `A country` {
  @Test func `has two capital letters and a name, and nothing else is one`() {
    #expect(Country("BD")?.name == "Bangladesh")
    for code in ["", "bd", "A1", "A2", "A3", "XD", "BDX", "ZZ"] { #expect(Country(code) == nil) }
  }
}
