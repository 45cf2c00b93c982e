import Glibc

/// The files of our own that pages refer to, read once at start and held in memory, compressed too.
///
/// A file is served under two names. The one with its content's fingerprint in it, `/assets/app.5e3f….css`, never
/// changes what it means and is kept by browsers for a year; pages use it, through `path(of:)`. The plain one,
/// `/assets/app.css`, is for references between files: browsers ask each time and mostly hear 304.
package struct AssetIndex: Sendable {
  fileprivate struct Asset: Sendable {
    let tag: ETag
    let plain: [UInt8]
    /// Nil where compressing gains little.
    let compressed: [UInt8]?
    let headers: HTTPHeaders
  }

  private let prefix: String
  private var assets: [String: Asset] = [:]
  private var fingerprinted: [String: String] = [:]
  /// From the name of each file to its fingerprinted path.
  package private(set) var paths: [String: String] = [:]

  /// No files at all.
  package init() { prefix = "/assets/" }

  /// Reads the files below a directory; those with an unknown ending and hidden ones are left out. Blocks.
  package init(directory: String, prefix: String = "/assets/") throws(SystemError) {
    self.prefix = prefix
    for name in try files(below: directory) {
      guard let type = ContentType.of(name) else { continue }
      add(name, type: type, content: try contents(of: "\(directory)/\(name)"))
    }
  }

  private mutating func add(_ name: String, type: String, content: [UInt8]) {
    let version = fingerprint(content)
    let compressed = ContentType.isCompressible(type) ? Gzip.compress(content) : nil
    let gains = compressed.map { $0.count < content.count * 9 / 10 } ?? false
    var headers = HTTPHeaders(["Content-Type": type, "X-Content-Type-Options": "nosniff"])
    if gains { headers.append("Vary", "Accept-Encoding") }
    assets[name] = Asset(
      tag: ETag(version), plain: content, compressed: gains ? compressed : nil, headers: headers)
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let versioned = "\(name[..<dot]).\(version)\(name[dot...])"
    fingerprinted[versioned] = name
    paths[name] = prefix + versioned
  }

  /// The names of all files, such as `icons/cart.svg`, sorted.
  package var names: [String] { assets.keys.sorted() }

  /// Where pages find a file: `app.css` is at `/assets/app.5e3f….css`. For a name that is not there the plain path,
  /// which then is a 404.
  package func path(of name: String) -> String { paths[name] ?? prefix + name }

  /// The answer to a GET or HEAD for a file; nil when the path is none of ours.
  package func response(to request: HTTPRequest) -> HTTPResponse? {
    guard request.method == .get || request.method == .head else { return nil }
    let path = request.path
    guard path.hasPrefix(prefix) else { return nil }
    let name = String(path.dropFirst(prefix.count))
    if let plain = fingerprinted[name] { return assets[plain]?.response(to: request.head, isForGood: true) }
    return assets[name]?.response(to: request.head, isForGood: false)
  }
}

extension AssetIndex.Asset {
  /// The compressed form is another sequence of bytes, and so has a tag of its own.
  fileprivate func response(to head: HTTPHead, isForGood: Bool) -> HTTPResponse {
    let gzip = acceptsGzip(head["accept-encoding"]) ? compressed : nil
    let tag = gzip == nil ? self.tag : ETag(self.tag.description.filter { $0 != "\"" } + "-gz")
    var response = HTTPResponse(headers: headers)
    response.headers.append("ETag", tag.description)
    response.headers.append("Cache-Control", isForGood ? "public, max-age=31536000, immutable" : "no-cache")
    if head.all("if-none-match").contains(where: tag.isNamed) {
      response.status = .notModified
      return response
    }
    if gzip != nil { response.headers.append("Content-Encoding", "gzip") }
    response.body = .bytes(gzip ?? plain)
    return response
  }
}

/// The regular files below a directory, by their paths from it. Symbolic links are not followed.
private func files(below directory: String, _ folder: String = "") throws(SystemError) -> [String] {
  guard let stream = opendir("\(directory)/\(folder)") else {
    throw SystemError(call: "read \(directory)/\(folder)")
  }
  defer { closedir(stream) }
  var found: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    guard !name.hasPrefix(".") else { continue }
    var status = stat()
    guard lstat("\(directory)/\(folder)\(name)", &status) == 0 else { continue }
    switch status.st_mode & S_IFMT {
    case S_IFREG: found.append(folder + name)
    case S_IFDIR: found += try files(below: directory, "\(folder)\(name)/")
    default: break
    }
  }
  return found
}

private func contents(of path: String) throws(SystemError) -> [UInt8] {
  let file = try OpenFile(path)
  var bytes: [UInt8] = []
  while true {
    let more = try file.read(at: bytes.count, count: max(1, file.size - bytes.count))
    if more.isEmpty { return bytes }
    bytes += more
  }
}
