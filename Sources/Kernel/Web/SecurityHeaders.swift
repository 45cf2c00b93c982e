import HTTP

/// The headers of every page: what a browser may do with it. Made once, copied as bytes.
enum SecurityHeaders {
  /// Nothing inline, nothing from elsewhere, nothing framed.
  static let overHTTP = HTTPHeaders([
    "Content-Security-Policy":
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
  ])

  /// The same, and HTTPS alone for two years.
  static let overHTTPS: HTTPHeaders = {
    var headers = overHTTP
    headers.append("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
    return headers
  }()
}
