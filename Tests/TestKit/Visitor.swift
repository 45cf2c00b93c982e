import Basics
import HTTP
import Localization
import Loop
import Synchronization
import Web

/// Somebody with a browser: asks the real router without a socket, keeps cookies, sends the forms of pages as they
/// stand there, and throws when a page is not in order (`PageCheck`).
package struct Visitor: Sendable {
  package let site: TestSite
  package let cookies = CookieJar()
  /// Every visitor comes from an address of their own, so that limits by address do not mix tests up.
  package let address: IPAddress
  package let language: String
  package let userAgent: String

  package init(
    to site: TestSite? = nil, from address: IPAddress? = nil, language: String = "en",
    userAgent: String = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
  ) async throws {
    self.site = if let site { site } else { try await TestSite.shared() }
    self.address = try address ?? Visitor.anyAddress()
    self.language = language
    self.userAgent = userAgent
  }

  /// One of the unique local addresses (RFC 4193).
  private static func anyAddress() throws -> IPAddress {
    let parts = (0..<3).map { _ in String(UInt16.random(in: 0 ... .max), radix: 16) }
    guard let address = IPAddress("fd00:\(parts.joined(separator: ":"))::1") else {
      throw TestKitError("no address")
    }
    return address
  }

  package func get(_ path: String) async throws -> FetchedPage { try await send("GET", path) }

  /// Fetches a page, and what it redirects to.
  package func open(_ path: String) async throws -> FetchedPage { try await follow(get(path)) }

  package func follow(_ page: FetchedPage) async throws -> FetchedPage {
    var page = page
    for _ in 0..<5 {
      guard page.status == 303, let location = page.location else { return page }
      page = try await get(location)
    }
    throw TestKitError("\(page.path) redirects without end")
  }

  /// Sends a form as it stands on its page but for some values; does not follow the redirect.
  package func submit(_ form: PageForm, _ changes: [String: String] = [:]) async throws -> FetchedPage {
    let values = form.values.merging(changes) { _, new in new }
    if form.isPost { return try await post(form.action, values) }
    return try await get("\(form.action)?\(encoded(values))")
  }

  /// Sends a form as a browser sends it from a page of ours.
  package func post(_ path: String, _ values: [String: String]) async throws -> FetchedPage {
    try await send("POST", path, ["Sec-Fetch-Site": "same-origin"], body: encoded(values))
  }

  /// Sends a form with a file as a browser sends it: the fields in order, then the file.
  package func upload(
    _ path: String, _ fields: KeyValuePairs<String, String>, file: String, named name: String,
    _ bytes: [UInt8], _ headers: [String: String] = [:]
  ) async throws -> FetchedPage {
    let boundary = "form-\(Shop.mark())"
    let head = "--\(boundary)\r\nContent-Disposition: form-data; name="
    var body = fields.map { "\(head)\"\($0.key)\"\r\n\r\n\($0.value)\r\n" }.joined()
    body += "\(head)\"\(file)\"; filename=\"\(name)\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    let all = Array(body.utf8) + bytes + Array("\r\n--\(boundary)--\r\n".utf8)
    let usual = [
      "Sec-Fetch-Site": "same-origin", "Content-Type": "multipart/form-data; boundary=\(boundary)",
      "Content-Length": "\(all.count)",
    ]
    return try await send("POST", path, usual.merging(headers) { $1 }, bytes: all)
  }

  /// Sends any request. A header named here takes the place of what the browser would send.
  package func send(
    _ method: String, _ path: String, _ headers: [String: String] = [:], body: String? = nil
  ) async throws -> FetchedPage {
    guard let body else { return try await send(method, path, headers, bytes: []) }
    let form = [
      "Content-Type": "application/x-www-form-urlencoded", "Content-Length": "\(body.utf8.count)",
    ]
    return try await send(method, path, form.merging(headers) { $1 }, bytes: Array(body.utf8))
  }

  private func send(_ method: String, _ path: String, _ headers: [String: String], bytes: [UInt8])
    async throws -> FetchedPage
  {
    var all = ["Host": site.host, "Accept-Language": language, "User-Agent": userAgent]
    all["Cookie"] = cookies.header
    all.merge(headers) { _, new in new }
    let lines = all.map { "\($0.key): \($0.value)\r\n" }.joined()
    let head = "\(method) \(path) HTTP/1.1\r\n\(lines)\r\n"
    guard let request = HTTPRequest(head: head, body: bytes, from: address) else {
      throw TestKitError("no request: \(head)")
    }
    return try await page(at: path, await site.answer(request))
  }

  private func page(at path: String, _ response: HTTPResponse) async throws -> FetchedPage {
    for line in response.headers.all("Set-Cookie") { try cookies.take(line) }
    var output = Output(capacity: 0)
    switch response.body {
    case .none: break
    case .bytes(let bytes): output.append(bytes)
    case .render(let render): render(&output)
    case .stream(_, let body):
      let streamed = Mutex<[UInt8]>([])
      try await body(BodyWriter { bytes in streamed.withLock { $0 += bytes } })
      output.append(streamed.withLock { $0 })
    case .events: break
    case .file: throw TestKitError("\(path) is a file")
    }
    let page = FetchedPage(
      path: path, status: response.status.code, headers: response.headers, text: output.string)
    let problems = page.isPage ? PageCheck(router: site.application.router).problems(of: page.markup) : []
    guard problems.isEmpty else { throw TestKitError("\(path): \(problems.joined(separator: "; "))") }
    return page
  }

  private func encoded(_ values: [String: String]) -> String {
    values.map { "\(SignInPath.encoded($0.key))=\(SignInPath.encoded($0.value))" }.sorted().joined(
      separator: "&")
  }
}
