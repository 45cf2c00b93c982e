/// The methods that are served. Any other is refused before a request is made of it.
package enum HTTPMethod: UInt8, Sendable, CaseIterable {
  case get, head, post, put, patch, delete, options

  package var name: StaticString {
    switch self {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    case .patch: "PATCH"
    case .delete: "DELETE"
    case .options: "OPTIONS"
    }
  }

  /// For the Allow header.
  static let allowed = allCases.map(\.description).joined(separator: ", ")

  /// Safe methods change nothing (RFC 9110 §9.2.1).
  package var isSafe: Bool { self == .get || self == .head || self == .options }
}

extension HTTPMethod: CustomStringConvertible {
  package var description: String { "\(name)" }
}
