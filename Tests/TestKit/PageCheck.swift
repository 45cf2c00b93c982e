import HTTP
import Web

/// What holds for every page of ours.
struct PageCheck {
  let router: Router

  func problems(of page: Markup) -> [String] {
    page.problems + structure(page) + addresses(page) + forms(page) + references(page)
  }

  private func structure(_ page: Markup) -> [String] {
    var problems: [String] = []
    if page.all("h1").count != 1 { problems.append("\(page.all("h1").count) h1") }
    if page.first("html")?["lang"] == nil { problems.append("no language") }
    if page.first("title")?.text.isEmpty ?? true { problems.append("no title") }
    if page.all("main").count != 1 { problems.append("\(page.all("main").count) main") }
    return problems
  }

  /// Every link and every form leads to a route.
  private func addresses(_ page: Markup) -> [String] {
    page.elements.compactMap { element in
      switch element.name {
      case "a": problem(with: element["href"], .get, page)
      case "form": problem(with: element["action"], element["method"] == "post" ? .post : .get, page)
      case "button": element["formaction"].flatMap { problem(with: $0, .post, page) }
      default: nil
      }
    }
  }

  private func problem(with address: String?, _ method: HTTPMethod, _ page: Markup) -> String? {
    guard let address else { return "a link or form without an address" }
    if address.hasPrefix("#") {
      return page.element(id: String(address.dropFirst())) == nil ? "no \(address)" : nil
    }
    if address.hasPrefix("mailto:") || address.hasPrefix("?") { return nil }
    let path = String(address.prefix { $0 != "?" && $0 != "#" })
    guard case .found = router.match(method, path) else { return "\(method) \(address) is no route" }
    return nil
  }

  private func forms(_ page: Markup) -> [String] {
    page.all("form").filter { $0["method"] == "post" }.compactMap { form in
      page.within(form).contains { $0["name"] == "csrf" && $0["value"] != "" }
        ? nil : "a form without its token"
    }
  }

  /// What is named by its id is there, once.
  private func references(_ page: Markup) -> [String] {
    let ids = page.elements.compactMap { $0["id"] }
    var problems = Set(ids).count == ids.count ? [] : ["an id occurs twice"]
    for name in ["for", "aria-describedby", "aria-labelledby", "popovertarget"] {
      let named = page.elements.compactMap { $0[name] }.flatMap { $0.split(separator: " ") }
      problems += named.filter { !ids.contains(String($0)) }.map { "\(name)=\($0) names nothing" }
    }
    return problems
  }
}
