import Basics
import Glibc
import HTTP
import Testing

@Suite struct `Serving files of our own` {
  private let directory: Folder
  private let index: AssetIndex
  private let css = String(repeating: "body { color: red } ", count: 50)

  init() throws {
    directory = try Folder()
    directory.write("app.css", Array(css.utf8))
    directory.write("icons/cart.svg", Array("<svg/>".utf8))
    directory.write("photo.png", [137, 80, 78, 71])
    directory.write(".hidden.css", [65])
    directory.write("secret.key", [65])
    index = try AssetIndex(directory: directory.path)
  }

  private func get(_ target: String, _ headers: String = "", method: String = "GET") throws -> HTTPResponse? {
    index.response(to: try request("\(method) \(target) HTTP/1.1\r\nHost: a\r\n\(headers)\r\n"))
  }

  private func body(_ response: HTTPResponse?) -> [UInt8] {
    if case .bytes(let bytes) = response?.body { bytes } else { [] }
  }

  @Test func `finds them, but for those that are hidden or of no known kind`() {
    #expect(index.names == ["app.css", "icons/cart.svg", "photo.png"])
  }

  @Test func `names each by its content, for good`() throws {
    let path = index.path(of: "app.css")
    #expect(path.hasPrefix("/assets/app.") && path.hasSuffix(".css") && path.utf8.count == 32)
    let response = try get(path)
    #expect(body(response) == Array(css.utf8))
    #expect(response?.headers.first("cache-control") == "public, max-age=31536000, immutable")
    #expect(response?.headers.first("content-type") == "text/css; charset=utf-8")
    directory.write("app.css", [66])
    #expect(try AssetIndex(directory: directory.path).path(of: "app.css") != path)
  }

  @Test func `serves each under its plain name, to be asked for again`() throws {
    #expect(try get("/assets/icons/cart.svg")?.headers.first("cache-control") == "no-cache")
    #expect(try get("/assets/icons/cart.svg", method: "HEAD") != nil)
  }

  @Test(arguments: [
    "/assets/secret.key", "/assets/.hidden.css", "/assets/app.0000000000000000.css", "/assets/", "/app.css",
    "/assets/icons",
  ])
  func `knows nothing else`(_ target: String) throws { #expect(try get(target) == nil) }

  @Test func `answers nothing but GET and HEAD`() throws {
    #expect(try get("/assets/app.css", method: "DELETE") == nil)
  }

  @Test func `compresses what gets smaller, for those who can read it`() throws {
    let response = try get("/assets/app.css", "Accept-Encoding: br, gzip\r\n")
    #expect(response?.headers.first("content-encoding") == "gzip")
    #expect(response?.headers.first("vary") == "Accept-Encoding")
    #expect(body(response).count < 200)
    #expect(try directory.gunzipped(body(response)) == Array(css.utf8))
    let plain = try get("/assets/app.css", "Accept-Encoding: gzip;q=0, br\r\n")
    #expect(plain?.headers.first("content-encoding") == nil)
    #expect(try get("/assets/photo.png", "Accept-Encoding: gzip\r\n")?.headers.first("vary") == nil)
  }

  @Test(arguments: [
    ("gzip", true), ("*", true), ("GZIP;q=0.5", true), ("x-gzip", true), ("br", false), ("", false),
    ("gzip;q=0", false),
    ("gzip; q=0.000", false), ("*;q=0", false), ("identity, *;q=0.1", true), ("*, gzip;q=0", false),
  ]) func `understands Accept-Encoding`(_ header: String, _ accepts: Bool) throws {
    let response = try get("/assets/app.css", "Accept-Encoding: \(header)\r\n")
    #expect((response?.headers.first("content-encoding") == "gzip") == accepts)
  }

  @Test func `says 304 to those who have it, each form by its own tag`() throws {
    for encoding in ["", "Accept-Encoding: gzip\r\n"] {
      let tag = try #require(try get("/assets/app.css", encoding)?.headers.first("etag"))
      for given in [tag, "\"other\", W/\(tag)", "*"] {
        let again = try get("/assets/app.css", "\(encoding)If-None-Match: \(given)\r\n")
        #expect(again?.status == .notModified)
        #expect(body(again).isEmpty)
        #expect(again?.headers.first("etag") == tag)
        #expect(again?.headers.first("cache-control") == "no-cache")
      }
      #expect(try get("/assets/app.css", "\(encoding)If-None-Match: \"other\"\r\n")?.status == .ok)
    }
    let plain = try get("/assets/app.css")?.headers.first("etag")
    #expect(try get("/assets/app.css", "Accept-Encoding: gzip\r\n")?.headers.first("etag") != plain)
  }

  @Test func `a folder that is not there is an error`() {
    #expect(throws: SystemError.self) { try AssetIndex(directory: "\(directory.path)/none") }
  }
}

@Suite struct `Serving other files` {
  private let directory: Folder
  private let file: OpenFile

  init() throws {
    directory = try Folder()
    directory.write("a.bin", Array(0..<100))
    file = try OpenFile("\(directory.path)/a.bin")
  }

  private func get(_ headers: String = "", method: String = "GET") throws -> HTTPResponse {
    let head = try request("\(method) / HTTP/1.1\r\nHost: a\r\n\(headers)\r\n").head
    return .file(file, type: "application/pdf", tag: ETag("v1"), for: head)
  }

  @Test(arguments: [
    ("bytes=0-9", "bytes 0-9/100"), ("bytes=90-", "bytes 90-99/100"), ("bytes=-5", "bytes 95-99/100"),
    ("bytes=50-500", "bytes 50-99/100"), ("bytes=-500", "bytes 0-99/100"), ("bytes=99-99", "bytes 99-99/100"),
  ]) func `in part`(_ range: String, _ expected: String) throws {
    let response = try get("Range: \(range)\r\n")
    #expect(response.status == .partialContent)
    #expect(response.headers.first("content-range") == expected)
  }

  @Test(arguments: ["bytes=100-", "bytes=-0", "bytes=500-600"]) func `not beyond the end`(_ range: String)
    throws
  {
    let response = try get("Range: \(range)\r\n")
    #expect(response.status == .rangeNotSatisfiable)
    #expect(response.headers.first("content-range") == "bytes */100")
  }

  @Test(arguments: [
    "bytes=0-1,3-4", "bytes=9-1", "bytes=a-b", "items=0-1", "bytes=", "bytes=-", "bytes=+1-2",
    "bytes=0-99999999999999999",
  ])
  func `whole when the range is not understood`(_ range: String) throws {
    #expect(try get("Range: \(range)\r\n").status == .ok)
  }

  @Test func `in part only of the state that the client knows`() throws {
    #expect(try get("Range: bytes=0-1\r\nIf-Range: \"v1\"\r\n").status == .partialContent)
    #expect(try get("Range: bytes=0-1\r\nIf-Range: \"v0\"\r\n").status == .ok)
    #expect(try get("Range: bytes=0-1\r\nIf-None-Match: \"v1\"\r\n").status == .notModified)
    #expect(try get("Range: bytes=0-1\r\n", method: "HEAD").status == .ok)
  }

  @Test func `neither folders nor links are opened`() throws {
    symlink("\(directory.path)/a.bin", "\(directory.path)/link")
    #expect(throws: SystemError.self) { try OpenFile("\(directory.path)/link") }
    #expect(throws: SystemError.self) { try OpenFile(directory.path) }
    #expect(throws: SystemError.self) { try OpenFile("\(directory.path)/none") }
  }

  @Test func `a temporary file has no name and keeps its bytes`() throws {
    let file = try TemporaryFile(in: directory.path)
    try file.append([1, 2, 3])
    try file.append([4])
    #expect(file.size == 4)
    #expect(try file.read(at: 1, count: 10) == [2, 3, 4])
    #expect(directory.names == ["a.bin"])
    #expect(throws: SystemError.self) { try TemporaryFile(in: "\(directory.path)/none") }
  }
}
