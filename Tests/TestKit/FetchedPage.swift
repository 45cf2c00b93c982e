import HTTP

/// What the application answered.
package struct FetchedPage: Sendable {
  /// Where it was asked for.
  package let path: String
  package let status: Int
  package let headers: HTTPHeaders
  package let text: String
  /// Empty for what is no page.
  package let markup: Markup

  package var location: String? { headers.first("Location") }
  package var isPage: Bool { FetchedPage.isPage(headers) }

  init(path: String, status: Int, headers: HTTPHeaders, text: String) {
    self.path = path
    self.status = status
    self.headers = headers
    self.text = text
    markup = Markup(FetchedPage.isPage(headers) ? text : "")
  }

  /// What is shown in a sandbox is a document of another kind, such as a mail.
  private static func isPage(_ headers: HTTPHeaders) -> Bool {
    guard headers.first("Content-Security-Policy")?.contains("sandbox") != true else { return false }
    return headers.first("Content-Type")?.hasPrefix("text/html") ?? false
  }

  /// The words of the page's main part, as a person reads them.
  package var words: String {
    let text = markup.first("main")?.text ?? text
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// What is said to be wrong with a field.
  package func problem(_ field: String) -> String? {
    markup.element(id: "\(field)-error")?.text.trimmed
  }

  /// What a field holds.
  package func value(_ field: String) -> String? { markup.elements.first { $0["name"] == field }?["value"] }

  /// The notices and toasts of the page.
  package var notices: [String] {
    markup.elements.filter { $0["role"] == "alert" || $0["role"] == "status" }.map(\.text.trimmed)
  }

  /// The form that is sent to a path.
  package func form(_ action: String) throws -> PageForm {
    let forms = markup.all("form").filter { $0["action"] == action }
    // A list is searched at the address that new things are sent to.
    guard let form = forms.first(where: { $0["method"] == "post" }) ?? forms.first else {
      throw TestKitError("\(path) has no form for \(action)")
    }
    return PageForm(form, on: self)
  }
}

/// A form with what it would send as it stands.
package struct PageForm: Sendable {
  package let action: String
  package let isPost: Bool
  package var values: [String: String] = [:]

  init(_ form: Markup.Element, on page: FetchedPage) {
    action = form["action"] ?? page.path
    isPost = form["method"] == "post"
    var select: String?
    for element in page.markup.within(form) {
      switch element.name {
      case "select": select = element["name"]
      case "option":
        guard let name = select else { continue }
        if values[name] == nil || element["selected"] != nil {
          values[name] = element["value"] ?? element.text
        }
      case "textarea": if let name = element["name"] { values[name] = element.text }
      case "input":
        let isChoice = element["type"] == "radio" || element["type"] == "checkbox"
        guard let name = element["name"], !isChoice || element["checked"] != nil else { continue }
        values[name] = element["value"] ?? "on"
      default: continue
      }
    }
  }
}

package struct TestKitError: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

extension String {
  var trimmed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
