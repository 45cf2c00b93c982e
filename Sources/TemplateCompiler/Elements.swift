/// What HTML says of elements, as far as a template needs it.
enum Elements {
  /// They have no end tag (HTML 13.1.2).
  static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
  ]

  /// What stands in them is text to a browser, whatever it looks like.
  static let raw: Set<String> = ["script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"]

  /// As raw, but character references work in them, so values can be escaped.
  static let escapableRaw: Set<String> = ["textarea", "title"]

  /// White space with a line break in it is not seen beside their tags.
  static let block: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "caption", "circle", "col", "colgroup", "dd", "defs",
    "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "g", "h1",
    "h2",
    "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li", "line", "link", "main",
    "meta",
    "nav", "ol", "optgroup", "option", "p", "path", "polyline", "pre", "rect", "script", "search", "section",
    "select", "summary", "symbol", "table", "tbody", "td", "template", "tfoot", "th", "thead", "title", "tr",
    "ul",
    "use", "!doctype",
  ]
}

extension Elements {
  private static let notInMails: Set<String> = [
    "script", "form", "link", "iframe", "object", "embed", "base",
  ]

  /// Why the element may not be there, or nil.
  static func refusal(of name: String, isMail: Bool) -> String? {
    if isMail, notInMails.contains(name) {
      return
        "<\(name)> does not work in mails: programs that show them take it out, or call the mail suspicious."
    }
    return name == "style" && !isMail
      ? "<style> is not allowed: our Content-Security-Policy stops inline styles. Use Public/css." : nil
  }

  /// Why nothing may be written into the element, or nil.
  static func refusal(ofContentIn name: String, _ tag: Markup.ElementTag) -> String? {
    if name == "script", case .some(.some("application/json")) = tag.attributes["type"] { return nil }
    if name == "style" { return "What stands in <style> is one value from Swift, an InlineStyle: {{ … }}." }
    return name == "script"
      ? "A script inside the page is stopped by our Content-Security-Policy. Put it into a module in Public/js; "
        + "data for it goes out by {% json value %} in <script type=\"application/json\">."
      : "<\(name)> cannot have content here."
  }
}
