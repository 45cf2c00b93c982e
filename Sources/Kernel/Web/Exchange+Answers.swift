import Basics
import Crypto
import Database
import HTML
import HTTP
import Localization
import Looks

extension Exchange {
  /// To the sign-in page, and back here afterwards; a form that was sent is shown again, and not sent by itself.
  func signInFirst(_ route: Route) async throws -> Response {
    let next = http.method.isSafe ? http.head.target : try await keptForm(route)
    return .redirect(to: SignInPath.path(next: next))
  }

  func refusal(_ status: HTTPStatus, saying message: Message? = nil, for error: (any Error)? = nil)
    -> Response
  {
    let shown = site.showsErrors ? error.map { "\($0)" } : nil
    let situation = ErrorSituation(
      status: status, message: message, requestID: http.id.description, error: shown,
      shell: tenantRequest?.shell(section: ""))
    return Response(status, .page(site.errorPage(situation, openRequest)))
  }

  /// The one place where a failure becomes an answer.
  func refusal(for error: any Error) -> Response {
    switch error {
    case Failure.notFound: refusal(.notFound)
    case Failure.forbidden: refusal(.forbidden)
    case Failure.conflict(let message): refusal(.conflict, saying: message)
    case Failure.invalid(let problems): refusal(.unprocessableContent, saying: problems.first?.message)
    case is CrossSiteRefusal: refusal(.forbidden, saying: CrossSiteRefusal.message)
    case is FormError: refusal(.badRequest)
    case let error as DatabaseError where error.kind == .unavailable || error.kind == .overloaded:
      unavailable(error)
    case PasswordError.busy: unavailable(error)
    // Nothing is broken: the log's line of the request says that it was not complete.
    case _ where Exchange.isCutOff(error): later(error)
    default: broken(error)
    }
  }

  /// Whether a request came to nothing because its client left or the server stops. A statement that somebody cancelled at
  /// the database looks alike, and is told.
  static func isCutOff(_ error: any Error) -> Bool {
    if error is CancellationError || error is ClientLeft { return true }
    return Task.isCancelled && (error as? DatabaseError)?.kind == .cancelled
  }

  private func broken(_ error: any Error) -> Response {
    site.report(error, openRequest)
    return refusal(.internalServerError, for: error)
  }

  private func unavailable(_ error: any Error) -> Response {
    site.report(error, openRequest)
    return later(error)
  }

  private func later(_ error: any Error) -> Response {
    var response = refusal(.serviceUnavailable, for: error)
    response.headers.append("Retry-After", "5")
    return response
  }

  /// The answer as it goes out: the page in the reader's language, with the headers that keep it safe.
  func finish(_ response: Response) -> HTTPResponse {
    var headers = response.headers
    if response.isAsset {
      return HTTPResponse(response.status, headers: headers, body: body(response, &headers))
    }
    headers.append(
      contentsOf: site.origins.application.isSecure ? SecurityHeaders.overHTTPS : SecurityHeaders.overHTTP)
    headers.append("X-Request-Id", http.id.description)
    headers.append("Cache-Control", "no-store")
    if let newSession {
      headers.append("Set-Cookie", SessionCookie.header(SessionCookie.session, newSession))
    }
    let body = self.body(response, &headers)
    var answer = HTTPResponse(response.status, headers: headers, body: body)
    // A page that another site has opened is as long as it is: see `mayCompress`.
    answer.mayCompress = ["same-origin", "none"].contains(http.head["sec-fetch-site"])
    return answer
  }

  private func body(_ response: Response, _ headers: inout HTTPHeaders) -> ResponseBody {
    switch response.content {
    case .none: return .none
    case .text(let text, let type):
      headers.append("Content-Type", "\(type); charset=utf-8")
      return .bytes(Array(text.utf8))
    case .body(let body, let type):
      if !type.isEmpty { headers.append("Content-Type", type) }
      return body
    case .page(let page):
      return self.page(page, &headers)
    }
  }

  /// A page shows what the last one left to be said, and brings the visitor's token for its forms.
  private func page(_ page: any Template, _ headers: inout HTTPHeaders) -> ResponseBody {
    headers.append("Content-Type", "text/html; charset=utf-8")
    if let newVisitor {
      headers.append("Set-Cookie", SessionCookie.header(SessionCookie.visitor, newVisitor))
    }
    if cookie(SessionCookie.flash) != nil {
      headers.append("Set-Cookie", SessionCookie.header(SessionCookie.flash, ""))
    }
    let context = pageContext
    let locale = self.locale
    return .render { output in page.render(into: &output, locale: locale, context: context) }
  }
}

extension Response {
  /// A file of ours, which says itself how long it may be kept.
  init(asset: HTTPResponse) {
    self.init(asset.status, .body(asset.body, type: ""))
    headers = asset.headers
    isAsset = true
  }
}

/// The address of the sign-in page.
package enum SignInPath {
  package static let path = "/sign-in"

  package static func path(next: String?) -> String {
    guard let next, next != "/" else { return path }
    return "\(path)?next=\(encoded(next))"
  }

  package static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        byte < 128
        && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "-._~/".unicodeScalars.contains(scalar))
      if isPlain { result.unicodeScalars.append(scalar) } else { result += "%" + hexadecimal(byte) }
    }
    return result
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "0" + digits : digits
  }

  /// Where to go after signing in: a path of ours, or nil. Not `//host`, not `/\host`, nothing with a control byte.
  package static func ownPath(_ text: String?) -> String? {
    guard let text, text.utf8.count <= 2000, text.hasPrefix("/") else { return nil }
    let second = text.utf8.dropFirst().first
    guard second != UInt8(ascii: "/"), second != UInt8(ascii: "\\") else { return nil }
    return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") } ? text : nil
  }
}
