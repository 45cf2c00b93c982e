import CCurl

extension SMTPError {
  /// What curl's result means, with the last code and the last refusal of the server.
  init(_ result: CURLcode, code: Int, refusal: String) {
    let isRefused = code >= 400 && refusal.hasPrefix("\(code)")
    self.init(
      kind: SMTPError.kind(of: result, code: code), code: code >= 100 ? code : nil,
      summary: isRefused ? "\(code) \(SMTPError.enhancedCode(in: refusal))" : SMTPError.words(result),
      reply: isRefused ? refusal : "")
  }

  private static func kind(of result: CURLcode, code: Int) -> Kind {
    switch result {
    case CURLE_USE_SSL_FAILED, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_ISSUER_ERROR,
      CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
      return .configuration
    case CURLE_LOGIN_DENIED:
      // A 4xx says that the server cannot look the password up just now.
      return (400..<500).contains(code) ? .passing : .configuration
    case CURLE_OPERATION_TIMEDOUT, CURLE_ABORTED_BY_CALLBACK: return .passing
    default: break
    }
    switch code {
    // Authentication is required, too weak, or failed; or TLS is (RFC 4954, 6).
    case 530, 534, 535, 538: return .configuration
    case 500..<600: return .permanent
    default: return .passing
    }
  }

  private static func words(_ result: CURLcode) -> String {
    curl_easy_strerror(result).map { String(cString: $0) } ?? "curl \(result.rawValue)"
  }

  /// `5.1.1` of `550 5.1.1 <somebody@example.com> is not here` (RFC 3463): what is behind it may name people.
  private static func enhancedCode(in reply: String) -> String {
    let word = reply.dropFirst(4).prefix { $0.isNumber || $0 == "." }
    return word.contains(".") ? String(word) : ""
  }
}
