/// A template as the parser understood it.
struct Template {
  /// `{% layout … %}`, and what the page puts into the layout's slots.
  var layout: Expression?
  var fills: [Slot] = []
  var nodes: [Node] = []
  /// The names of the places that a layout offers, sorted; nil where the template is no layout.
  var slots: [String]?
  /// The keys of all its messages.
  var messages: [String] = []
}

indirect enum Node {
  case markup([UInt8])
  case expression(Expression, Writing)
  case json(Expression, Writing)
  case csrf
  case include(Expression)
  case conditional([(condition: Expression, nodes: [Node])], otherwise: [Node])
  case loop(Expression, [Node], whenEmpty: [Node]?)
  case content
  case slot(Slot)
}

struct Slot {
  let name: String
  let nodes: [Node]
}

/// The method of PageWriter that writes a value for the place it stands in.
enum Writing: String {
  case text, attribute, value, url, component, asset
  /// Declarations of a mail, in an attribute and in the element.
  case style, sheet
  case json, jsonAttribute

  /// People read it, so it takes a message.
  var isRead: Bool { self == .text || self == .attribute }
}

/// Swift as it stands in the template.
struct Expression {
  /// Where its first byte stands.
  let index: Int
  var swift: String
  /// It calls `t(…)`.
  var translates = false
  /// It is one call of `t(…)` and nothing else.
  var isTranslation = false
  /// The keys of its messages, as the catalogs have them: `Order {1}`.
  var messages: [String] = []
  /// Where a string literal with letters stands that is not passed to anything: what a person would see untranslated.
  var untranslated: Int?
}
