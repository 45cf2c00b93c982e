import Basics
import HTML
import HTTP
import Looks

/// The answer of a handler.
package struct Response: Sendable {
  package var status: HTTPStatus
  package var content: Content
  package var headers = HTTPHeaders()
  /// What a browser may do with it.
  package var policy = Policy.page
  /// A file of ours, which has its headers already and may be kept.
  var isAsset = false

  package enum Policy: Sendable {
    /// Ours: our scripts, stylesheets and forms.
    case page
    /// Made to be shown elsewhere, such as a mail: it may bring styles, nothing in it runs, and it is of no origin.
    case document
  }

  package enum Content: Sendable {
    case none
    case page(any Template)
    case text(String, type: String)
    /// As HTTP has it: a file, a stream, events.
    case body(ResponseBody, type: String)
  }

  package init(_ status: HTTPStatus, _ content: Content = .none) {
    self.status = status
    self.content = content
  }

  package static func page(_ page: some Template, status: HTTPStatus = .ok) -> Response {
    Response(status, .page(page))
  }

  /// 303: the browser fetches the page anew, and a reload sends nothing twice.
  package static func redirect(to path: String) -> Response {
    var response = Response(.seeOther)
    response.headers.append("Location", path)
    return response
  }

  /// A file for the person's own disk.
  package static func download(_ body: ResponseBody, type: String, name: String) -> Response {
    var response = Response(.ok, .body(body, type: type))
    let safe = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    response.headers.append("Content-Disposition", "attachment; filename=\"\(safe)\"")
    return response
  }

  package func setting(cookie: String) -> Response {
    var copy = self
    copy.headers.append("Set-Cookie", cookie)
    return copy
  }

  /// Has the next page say what happened.
  package func saying(_ flash: Flash) -> Response {
    setting(cookie: SessionCookie.header(SessionCookie.flash, FlashCookie.text(flash)))
  }
}
