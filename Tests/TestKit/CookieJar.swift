import Synchronization

/// The cookies of one browser, kept by a browser's rules.
package final class CookieJar: Sendable {
  // A class, because the requests of one visitor may run at the same time.
  private let cookies = Mutex<[String: String]>([:])

  package init() {}

  package subscript(_ name: String) -> String? {
    get { cookies.withLock { $0[name] } }
    set { cookies.withLock { $0[name] = newValue } }
  }

  package var header: String? {
    let pairs = cookies.withLock { $0.map { "\($0.key)=\($0.value)" }.sorted() }
    return pairs.isEmpty ? nil : pairs.joined(separator: "; ")
  }

  /// Takes a `Set-Cookie` line, or throws what a browser would silently ignore.
  func take(_ line: String) throws {
    let parts = line.split(separator: ";").map { $0.drop { $0 == " " } }
    guard let pair = parts.first, let equals = pair.firstIndex(of: "=") else {
      throw TestKitError("Set-Cookie: \(line)")
    }
    let name = String(pair[..<equals])
    if name.hasPrefix("__Host-") {
      let isKept =
        parts.contains("Secure") && parts.contains("Path=/") && !parts.contains { $0.hasPrefix("Domain") }
      guard isKept, parts.contains("HttpOnly") else { throw TestKitError("a browser refuses \(line)") }
    }
    let isOver = parts.contains("Max-Age=0")
    cookies.withLock { $0[name] = isOver ? nil : String(pair[pair.index(after: equals)...]) }
  }
}
