import Basics

/// A server that takes mail for everybody.
package struct SMTPServer: Hashable, Sendable {
  package enum Security: Sendable {
    /// TLS from the first byte, as on port 465.
    case implicit
    /// STARTTLS, and no mail without it.
    case startTLS
    /// Nothing: to this machine only.
    case none
  }

  package let host: String
  package let port: Int
  package let security: Security
  package let user: String?
  package let password: String?
  /// A file of certificates to trust in place of the system's, for a server that has its own.
  package let authorities: String?

  /// Reads `smtp://user:password@host:587` or `smtps://…`; what is special in user and password is percent-encoded.
  ///
  /// In the clear goes only what stays on this machine, and not even that where `authorities` are named.
  package init(url: String, authorities: String? = nil) throws(SMTPServerProblem) {
    let parts = try URLParts(url)
    host = parts.host
    port = parts.port ?? (parts.isImplicit ? 465 : 587)
    user = parts.user
    password = parts.password
    self.authorities = authorities
    security =
      parts.isImplicit ? .implicit : SMTPServer.isLoopback(host) && authorities == nil ? .none : .startTLS
  }

  /// By how it is written, so that no answer of a name server can make a host one.
  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
  }
}

extension SMTPServer: CustomStringConvertible, CustomDebugStringConvertible {
  /// Without the password.
  package var description: String { "\(security == .implicit ? "smtps" : "smtp")://\(host):\(port)" }
  package var debugDescription: String { description }
}

/// Why a text is no address of a mail server, without repeating it: it may hold a password.
package enum SMTPServerProblem: Error, Equatable {
  case scheme, host, port, user
}

/// What stands between the signs of an address.
private struct URLParts {
  let isImplicit: Bool
  let host: String
  let port: Int?
  var user: String?
  var password: String?

  init(_ url: String) throws(SMTPServerProblem) {
    let halves = url.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, halves[0] == "smtp" || halves[0] == "smtps" else { throw .scheme }
    isImplicit = halves[0] == "smtps"
    let authority = halves[1].hasSuffix("/") ? halves[1].dropLast() : halves[1]
    let place: Substring
    if let sign = authority.lastIndex(of: "@") {
      place = authority[authority.index(after: sign)...]
      (user, password) = try URLParts.credentials(authority[..<sign])
    } else {
      place = authority
    }
    (host, port) = try URLParts.place(place)
  }

  private static func credentials(_ text: Substring) throws(SMTPServerProblem) -> (String, String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let user = decoded(parts[0]), let password = decoded(parts[1]), !user.isEmpty
    else {
      throw .user
    }
    return (user, password)
  }

  /// A name, an IPv4 address, or an IPv6 address in brackets.
  private static func place(_ text: Substring) throws(SMTPServerProblem) -> (String, Int?) {
    let end =
      text.lastIndex(of: "]").map { text.index(after: $0) } ?? text.firstIndex(of: ":") ?? text.endIndex
    let host = text[..<end].lowercased()
    let isName = host.utf8.allSatisfy { isNameByte($0) }
    let isAddress =
      host.hasPrefix("[") && host.hasSuffix("]") && host.count > 2
      && host.dropFirst().dropLast().utf8.allSatisfy { isHexadecimal($0) || $0 == UInt8(ascii: ":") }
    guard !host.isEmpty, isName || isAddress else { throw .host }
    guard end != text.endIndex else { return (host, nil) }
    guard text[end] == ":", let port = Int(text[text.index(after: end)...]), (1...65535).contains(port) else {
      throw .port
    }
    return (host, port)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x61...0x66).contains(byte) || (0x30...0x39).contains(byte)
  }

  /// Nil where a percent sign is followed by no byte, or the bytes are no text of one line.
  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(decoding: Array(rest.prefix(2)), as: UTF8.self), radix: 16),
        rest.count >= 2
      else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}
