import HTTP

/// The headers of every page: what a browser may do with it. Made once, copied as bytes.
enum SecurityHeaders {
  static func all(_ policy: Response.Policy, isSecure: Bool) -> HTTPHeaders {
    switch policy {
    case .page: isSecure ? overHTTPS : overHTTP
    case .document: isSecure ? documentOverHTTPS : documentOverHTTP
    }
  }

  /// Nothing inline, nothing from elsewhere, nothing framed.
  private static let overHTTP = headers(
    contentPolicy: [
      "Content-Security-Policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ])

  private static let documentOverHTTP = headers(
    contentPolicy: [
      "Content-Security-Policy":
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"
    ])

  private static let overHTTPS = strict(overHTTP)
  private static let documentOverHTTPS = strict(documentOverHTTP)

  private static func headers(contentPolicy: KeyValuePairs<StaticString, String>) -> HTTPHeaders {
    var headers = HTTPHeaders(contentPolicy)
    headers.append(contentsOf: common)
    return headers
  }

  private static let common = HTTPHeaders([
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
  ])

  /// The same, and HTTPS alone for two years.
  private static func strict(_ plain: HTTPHeaders) -> HTTPHeaders {
    var headers = plain
    headers.append("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    return headers
  }
}
