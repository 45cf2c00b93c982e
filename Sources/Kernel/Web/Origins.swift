import Basics

/// Scheme, host and port, as a browser counts them.
package struct Origin: Hashable, Sendable {
  package let scheme: String
  /// In lower case, with the port where it is not the scheme's own: `localhost:8080`.
  package let authority: String

  /// Nil unless the text is `http://` or `https://` and a host, with nothing behind it.
  package init?(_ text: String) {
    guard let colon = text.range(of: "://") else { return nil }
    scheme = String(text[..<colon.lowerBound]).lowercased()
    authority = Origin.normal(String(text[colon.upperBound...]), scheme: scheme)
    let isHost = authority.utf8.allSatisfy { Origin.hostBytes.contains($0) }
    guard scheme == "http" || scheme == "https", !authority.isEmpty, isHost else { return nil }
  }

  package var text: String { "\(scheme)://\(authority)" }
  package var isSecure: Bool { scheme == "https" }

  private static let hostBytes = Set("abcdefghijklmnopqrstuvwxyz0123456789.-:[]".utf8)

  static func normal(_ authority: String, scheme: String) -> String {
    let own = scheme == "https" ? ":443" : ":80"
    let lower = authority.lowercased()
    return lower.hasSuffix(own) ? String(lower.dropLast(own.utf8.count)) : lower
  }
}

/// The three origins, kept apart so that a hole in a shop cannot touch a staff session.
package struct Origins: Sendable {
  package let application: Origin
  /// A shop is at `{slug}.` this host, with the application's scheme.
  package let shopsHost: String
  package let files: Origin

  package init(application: Origin, shopsHost: String, files: Origin) {
    self.application = application
    self.shopsHost = shopsHost.lowercased()
    self.files = files
  }

  package enum Place: Equatable, Sendable {
    case application
    case shop(slug: String)
    case files
  }

  /// Whose origin a request's Host header names, or nil: then nobody here is meant (421).
  package func place(of host: String) -> Place? {
    let authority = Origin.normal(host, scheme: application.scheme)
    if authority == application.authority { return .application }
    if authority == files.authority { return .files }
    let suffix = "." + shopsHost
    guard authority.hasSuffix(suffix) else { return nil }
    return Slug(String(authority.dropLast(suffix.utf8.count))).map { .shop(slug: $0.text) }
  }
}
