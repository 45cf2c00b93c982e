import CPostgres
import Glibc
import Loop

/// Where a server is and as whom to come: libpq's keywords and values, with ours where the URL says nothing.
struct ServerAddress: Sendable {
  private(set) var options: [String: String]

  /// From a `postgresql://` URL or a `key=value` list.
  init(_ url: String) throws(DatabaseError) {
    var words: UnsafeMutablePointer<CChar>?
    guard let first = PQconninfoParse(url, &words) else {
      // libpq's words would repeat the URL, and with it the password.
      PQfreemem(words)
      throw DatabaseError(.misuse, "a database URL cannot be read")
    }
    defer { PQconninfoFree(first) }
    options = [:]
    var option = first
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { options[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
  }

  subscript(keyword: String) -> String? {
    get { options[keyword] }
    set { options[keyword] = newValue }
  }

  /// Who and where, without the password.
  var description: String {
    "\(options["user"] ?? "?")@\(options["host"] ?? "localhost")/\(options["dbname"] ?? options["user"] ?? "?")"
  }

  /// With the session's own settings, where the URL has none.
  func complete(application: String) -> ServerAddress {
    var complete = self
    let ours = [
      "application_name": application, "client_encoding": "UTF8", "keepalives_idle": "30",
      "keepalives_interval": "10", "keepalives_count": "3", "tcp_user_timeout": "20000",
      // Looking for Kerberos tickets may block.
      "gssencmode": "disable",
    ]
    complete.options.merge(ours) { url, _ in url }
    return complete
  }

  /// libpq would ask the name server on the loop; so another thread does, and libpq is given numbers.
  func resolved() async throws -> ServerAddress {
    guard let host = options["host"], options["hostaddr"] == nil else { return self }
    let names = host.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard names.contains(where: ServerAddress.needsResolving) else { return self }
    let ports = (options["port"] ?? "").split(separator: ",", omittingEmptySubsequences: false).map(
      String.init)
    let found = try await offload {
      names.map { ServerAddress.needsResolving($0) ? ServerAddress.addresses($0) : [""] }
    }
    var hosts: [String] = []
    var numbers: [String] = []
    var itsPorts: [String] = []
    for (index, addresses) in found.enumerated() {
      for address in addresses {
        hosts.append(names[index])
        numbers.append(address)
        itsPorts.append(ports.count > 1 && index < ports.count ? ports[index] : ports.first ?? "")
      }
    }
    if hosts.isEmpty { throw DatabaseError(.unavailable, "the host name \(host) is not known") }
    var resolved = self
    resolved.options["host"] = hosts.joined(separator: ",")
    resolved.options["hostaddr"] = numbers.joined(separator: ",")
    resolved.options["port"] = itsPorts.joined(separator: ",")
    return resolved
  }

  private static func needsResolving(_ host: String) -> Bool {
    if host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") { return false }
    var address = in6_addr()
    return inet_pton(AF_INET, host, &address) != 1 && inet_pton(AF_INET6, host, &address) != 1
  }

  /// Blocks.
  private static func addresses(_ name: String) -> [String] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var first: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, &hints, &first) == 0 else { return [] }
    defer { freeaddrinfo(first) }
    var addresses: [String] = []
    var next = first
    while let info = next?.pointee {
      var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      if getnameinfo(info.ai_addr, info.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0
      {
        addresses.append(
          String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
      }
      next = info.ai_next
    }
    return addresses
  }

  /// Calls with the options as two lists that end in nil, as libpq's connecting functions want them.
  func withLists<Result>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let pairs = options.sorted { $0.key < $1.key }
    let keywords = pairs.map { UnsafePointer<CChar>(strdup($0.key)) } + [nil]
    let values = pairs.map { UnsafePointer<CChar>(strdup($0.value)) } + [nil]
    defer { for text in keywords + values { free(UnsafeMutablePointer(mutating: text)) } }
    return keywords.withUnsafeBufferPointer { keywords in
      values.withUnsafeBufferPointer { values in
        // Never empty: both end in nil.
        guard let keywords = keywords.baseAddress, let values = values.baseAddress else {
          preconditionFailure("no memory")
        }
        return body(keywords, values)
      }
    }
  }
}
