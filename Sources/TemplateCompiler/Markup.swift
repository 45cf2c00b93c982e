/// Where in the HTML the parser is: between tags, inside which tag, attribute or element.
///
/// It follows the tokenizer of the HTML standard (13.2.5) as far as a template may go, and refuses what a browser would
/// have to repair.
struct Markup {
  enum Place: Equatable {
    case text
    case tagName
    /// Inside a tag, where an attribute may begin.
    case attributes
    /// Inside a tag, behind something that needs a space before the next attribute.
    case needsSpace
    case attributeName
    /// Behind `=`.
    case beforeValue
    case value(quote: UInt8)
    case declaration
    /// Inside an element whose content is text up to its end tag; `escapable` where character references work.
    case raw(String, escapable: Bool)
  }

  struct Element {
    let name: String
    let index: Int
    /// `translate="no"` on it or around it.
    var isUntranslated: Bool
    /// A form that posts and has no `{% csrf %}` yet.
    var lacksToken = false
  }

  struct ElementTag {
    var name = ""
    let index: Int
    let isEnd: Bool
    var closesItself = false
    /// Names with their values; nil where a value comes from Swift.
    var attributes: [String: String?] = [:]
  }

  struct Attribute {
    var name = ""
    let index: Int
    /// The bytes of the value that are written out, and whether a value from Swift is among them.
    var written: [UInt8] = []
    var isDynamic = false
    var address = AddressPart.start
  }

  /// How far an address in an attribute has come.
  enum AddressPart { case start, begun, behindExpression, unclear }

  var place = Place.text
  var open: [Element] = []
  var tag = ElementTag(index: 0, isEnd: false)
  var attribute = Attribute(index: 0)
  /// The last thing written is the tag of a block, so that white space behind it is not seen.
  var followsBlock = true
  /// The run of text that is being read was already found to lack its translation.
  var isReported = false
  var problems: [TemplateError] = []
  /// Words in attributes of the tag being read, reported unless it says translate="no".
  var wordsInAttributes: [TemplateError] = []

  /// `{% mail %}` stands at the beginning: mail programs know no stylesheet of ours, and no script or form is theirs.
  var isMail = false

  var isUntranslated: Bool { open.last?.isUntranslated ?? false }

  /// Reads on from `index` by one byte, or by what belongs together, and appends what the page shall contain.
  mutating func step(_ source: Source, _ index: inout Int, into literal: inout [UInt8]) throws(TemplateError)
  {
    switch place {
    case .text: try text(source, &index, into: &literal)
    case .raw(let name, let escapable):
      try raw(source, &index, into: &literal, name: name, escapable: escapable)
    case .declaration:
      if source[index] == UInt8(ascii: ">") { leaveTag(block: true) }
      take(source, &index, into: &literal)
    case .value(let quote):
      if source[index] == quote { try endAttribute() } else { written(source[index]) }
      take(source, &index, into: &literal)
    default: try insideTag(source, &index, into: &literal)
    }
  }

  func take(_ source: Source, _ index: inout Int, into literal: inout [UInt8]) {
    literal.append(source[index])
    index += 1
  }

  mutating func leaveTag(block: Bool) {
    place = .text
    followsBlock = block
    isReported = false
  }
}
