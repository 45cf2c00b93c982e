import Basics
import CMark
import Glibc

/// CommonMark as people write it, made into markup that is safe whatever they wrote.
///
/// Raw HTML is dropped and an address of another scheme than ours to link to leads nowhere (see `Output.url`).
package struct Markdown: Sendable, Hashable {
  package let source: String

  package init(_ source: String) { self.source = source }

  /// The markup. `#` becomes a heading of level `topHeading`, so that it fits under those of the page around it.
  package func html(topHeading: Int = 1) -> HTML {
    // Freed below; nothing else holds a node of this tree.
    guard let document = cmark_parse_document(source, source.utf8.count, CMARK_OPT_DEFAULT) else {
      return HTML(safe: "")
    }
    defer { cmark_node_free(document) }
    adapt(document, by: max(0, topHeading - 1))
    // Without CMARK_OPT_UNSAFE raw HTML becomes a comment and cmark drops the addresses it knows to be dangerous too.
    guard let text = cmark_render_html(document, CMARK_OPT_DEFAULT) else { return HTML(safe: "") }
    defer { free(text) }
    return HTML(safe: String(cString: text))
  }

  private func adapt(_ document: OpaquePointer, by levels: Int) {
    guard let iterator = cmark_iter_new(document) else { return }
    defer { cmark_iter_free(iterator) }
    while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
      switch cmark_node_get_type(node) {
      case CMARK_NODE_HEADING:
        cmark_node_set_heading_level(node, min(6, cmark_node_get_heading_level(node) + Int32(levels)))
      case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
        let address = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
        if !hasSafeScheme(address) { cmark_node_set_url(node, "about:invalid") }
      default: break
      }
    }
  }
}
