/// What may stand in an attribute's value.
enum AttributeKind: Equatable {
  /// Read by programs: class, value, data-…
  case value
  /// Read or heard by people.
  case human
  case url
  /// An address that the browser runs or applies: only a file of ours may stand there.
  case asset
  /// A list of addresses.
  case urlList
  /// The content of `<meta http-equiv="refresh">`: `0; url=…`.
  case refresh
  case refused(String)
}

enum Attributes {
  static let human: Set<String> = [
    "placeholder", "title", "alt", "aria-label", "aria-description", "aria-roledescription",
    "aria-placeholder",
    "aria-valuetext", "label", "summary", "abbr",
  ]

  private static let urls: Set<String> = [
    "action", "background", "cite", "codebase", "formaction", "href", "icon", "longdesc", "manifest", "ping",
    "poster", "profile", "src", "usemap", "xlink:href",
  ]

  /// Elements that run or apply what their address names.
  private static let assets: [String: Set<String>] = [
    "script": ["src", "href", "xlink:href"], "link": ["href"], "embed": ["src"],
    "object": ["data", "codebase"],
    "base": ["href"], "applet": ["codebase", "archive"], "use": ["href", "xlink:href"],
  ]

  /// A link element with one of these leads to a page, which is neither run nor applied.
  private static let pageRelations: Set<String> = [
    "alternate", "author", "canonical", "license", "next", "prev",
  ]

  /// Why an attribute may not be there at all, with or without a value from Swift.
  static func refusal(of name: String, isMail: Bool) -> String? {
    if name.hasPrefix("on") {
      return "\(name) is a script inside the page, which our Content-Security-Policy stops. "
        + "Put it into a module in Public/js that listens for the event."
    }
    switch name {
    case "style" where isMail: return nil
    case "style":
      return
        "style is not allowed: our Content-Security-Policy stops inline styles. Use a class of Public/css."
    case "srcdoc": return "srcdoc is not allowed: it would be a page without a policy of its own."
    default: return nil
    }
  }

  static func kind(of name: String, in element: String, _ attributes: [String: String?]) -> AttributeKind {
    if element.hasPrefix("animate") || element == "set" {
      return .refused("<\(element)> can change any attribute, so no value may come from Swift here.")
    }
    if element == "link", case .some(.some(let relation)) = attributes["rel"],
      pageRelations.contains(relation)
    {
      return name == "href" ? .url : .value
    }
    if assets[element]?.contains(name) == true { return .asset }
    if name == "srcset" || name == "imagesrcset" { return .urlList }
    if urls.contains(name) { return .url }
    if element == "meta" { return kind(ofMeta: name, attributes) }
    if element == "script" || element == "object", name == "type" || name == "data" {
      return .refused("The \(name) of <\(element)> must be written out, not come from Swift.")
    }
    return human.contains(name) || isButtonText(name, in: element, attributes) ? .human : .value
  }

  private static func kind(ofMeta name: String, _ attributes: [String: String?]) -> AttributeKind {
    if name == "http-equiv" { return .refused("http-equiv must be written out, not come from Swift.") }
    guard name == "content", let directive = attributes["http-equiv"] else { return .value }
    if directive?.lowercased() == "refresh" { return .refresh }
    return .refused("The content of this http-equiv must be written out: send the header from Swift instead.")
  }

  /// `<input type="submit" value="…">` shows its value to people.
  static func isButtonText(_ name: String, in element: String, _ attributes: [String: String?]) -> Bool {
    guard name == "value", element == "input", let type = attributes["type"] else { return false }
    return ["submit", "button", "reset"].contains(type?.lowercased() ?? "")
  }
}
