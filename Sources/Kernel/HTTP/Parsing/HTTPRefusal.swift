/// Why the server answers a request itself, or gives a connection up. Nothing is repaired.
package enum HTTPRefusal: UInt8, Error, Sendable, CaseIterable {
  case malformedRequestLine, unknownMethod, methodNotServed, malformedTarget, targetTooLong, unknownVersion
  case malformedHeader, headTooLarge, tooManyHeaders, malformedHost, malformedForwarding
  case malformedLength, malformedTransferEncoding, ambiguousLength, bodyNotAllowed, unknownExpectation
  case malformedChunk, bodyTooLarge, bodyRefused
  case headTooSlow, bodyTooSlow, readerTooSlow
  case applicationFailed

  package var status: HTTPStatus {
    switch self {
    case .malformedRequestLine, .malformedTarget, .malformedHeader, .malformedHost, .malformedForwarding,
      .malformedLength, .malformedTransferEncoding, .ambiguousLength, .bodyNotAllowed, .malformedChunk:
      .badRequest
    case .unknownMethod: .notImplemented
    case .methodNotServed: .methodNotAllowed
    case .targetTooLong: .uriTooLong
    case .unknownVersion: .versionNotSupported
    case .headTooLarge, .tooManyHeaders: .headerFieldsTooLarge
    case .unknownExpectation: .expectationFailed
    case .bodyTooLarge, .bodyRefused: .contentTooLarge
    case .headTooSlow, .bodyTooSlow, .readerTooSlow: .requestTimeout
    case .applicationFailed: .internalServerError
    }
  }
}
