import Basics
import Database
import HTML
import HTTP

extension Exchange {
  /// To the sign-in page, and back here afterwards; a form that was sent is not sent again by itself.
  func signInFirst() -> Response {
    let back = http.method == .get || http.method == .head ? http.target : nil
    return .redirect(to: SignInPath.path(next: back))
  }

  func refusal(_ status: HTTPStatus, saying message: String? = nil) -> Response {
    let situation = ErrorSituation(status: status, message: message, requestID: id)
    return Response(status, .page(site.errorPage(situation, openRequest)))
  }

  /// The one place where a failure becomes an answer.
  func refusal(for error: any Error) -> Response {
    switch error {
    case Failure.notFound: return refusal(.notFound)
    case Failure.forbidden: return refusal(.forbidden)
    case Failure.conflict(let message): return refusal(.conflict, saying: message)
    case Failure.invalid(let problems):
      return refusal(.unprocessableContent, saying: problems.map(\.message).joined(separator: " "))
    case is CrossSiteRefusal:
      return refusal(.forbidden, saying: locale.text("This form has expired. Go back, reload the page, and send it again."))
    case let error as DatabaseError where error.isUnavailable: return unavailable
    default:
      return refusal(.internalServerError)
    }
  }

  private var unavailable: Response {
    var response = refusal(.serviceUnavailable)
    response.headers.append(("Retry-After", "5"))
    return response
  }

  /// The answer as it goes out: the page in the reader's language, with the headers that keep it safe.
  func finish(_ response: Response) -> HTTPResponse {
    if let ready = response.ready { return ready }
    var headers = HTTPHeaders()
    for (name, value) in response.headers { headers.append(name, value) }
    for (name, value) in SecurityHeaders.page { headers.append(name, value) }
    if site.origins.application.isSecure {
      headers.append(SecurityHeaders.transport.0, SecurityHeaders.transport.1)
    }
    headers.append("X-Request-Id", id)
    headers.append("Cache-Control", "no-store")
    for cookie in cookies(with: response) { headers.append("Set-Cookie", cookie) }
    let body = self.body(response.content, &headers)
    return HTTPResponse(status: response.status, headers: headers, body: body)
  }

  private func body(_ content: Response.Content, _ headers: inout HTTPHeaders) -> ResponseBody {
    switch content {
    case .none: return .none
    case .text(let text, let type):
      headers.append("Content-Type", "\(type); charset=utf-8")
      return .bytes(Array(text.utf8))
    case .body(let body, let type):
      headers.append("Content-Type", type)
      return body
    case .page(let page):
      headers.append("Content-Type", "text/html; charset=utf-8")
      let context = pageContext
      let locale = self.locale
      return .render { output in
        var writer = PageWriter(taking: &output, locale: locale, context: context)
        page.render(into: &writer)
        writer.giveBack(to: &output)
      }
    }
  }
}

/// The address of the sign-in page.
package enum SignInPath {
  package static let path = "/sign-in"

  static func path(next: String?) -> String {
    guard let next, next != "/" else { return path }
    return "\(path)?next=\(percentEncoded(next))"
  }

  /// Where to go after signing in: a path of ours, or nil. Not `//host`, not `/\host`, nothing with a control byte.
  package static func ownPath(_ text: String?) -> String? {
    guard let text, text.utf8.count <= 2000, text.hasPrefix("/") else { return nil }
    let second = text.utf8.dropFirst().first
    guard second != UInt8(ascii: "/"), second != UInt8(ascii: "\\") else { return nil }
    return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") } ? text : nil
  }
}
