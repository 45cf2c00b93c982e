/// The Content-Type of our own files, by the end of their name. What people upload is judged by its content instead.
enum ContentType {
  static func of(_ path: String) -> String? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    return byExtension[path[path.index(after: dot)...].lowercased()]
  }

  /// What is text gets smaller when it is compressed; the rest is compressed already.
  static func isCompressible(_ type: String) -> Bool {
    type.hasPrefix("text/") || type.hasPrefix("application/") && type != "application/pdf"
      || type == "image/svg+xml"
  }

  private static let byExtension = [
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "map": "application/json",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
  ]
}
