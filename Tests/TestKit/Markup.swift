import Basics

/// A page of ours, read strictly: what a browser would quietly mend is a problem here.
package struct Markup: Sendable {
  package struct Element: Sendable {
    package let name: String
    package let attributes: [String: String]
    /// Its text and that of what is in it, without markup.
    package internal(set) var text = ""
    /// Its place and that of its end in `elements`: what is between is inside it.
    package internal(set) var inside: Range<Int> = 0..<0

    package subscript(_ attribute: String) -> String? { attributes[attribute] }
  }

  package private(set) var elements: [Element] = []
  package private(set) var problems: [String] = []

  package init(_ html: String) {
    var scanner = MarkupScanner(html)
    var open: [Int] = []
    while let token = scanner.next() {
      switch token {
      case .start(let name, let attributes, let isClosed):
        elements.append(Element(name: name, attributes: attributes))
        if !isClosed && !Markup.void.contains(name) { open.append(elements.count - 1) }
      case .end(let name):
        guard let last = open.popLast() else { problems.append("</\(name)> closes nothing"); continue }
        if elements[last].name != name { problems.append("</\(name)> closes <\(elements[last].name)>") }
        elements[last].inside = (last + 1)..<elements.count
      case .text(let text):
        for index in open { elements[index].text += text }
      case .fault(let fault): problems.append(fault)
      }
    }
    problems += open.map { "<\(elements[$0].name)> is never closed" }
  }

  private static let void: Set<String> = [
    "meta", "link", "input", "br", "hr", "img", "source", "col", "wbr", "area", "base", "embed", "track",
  ]

  package func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }
  package func first(_ name: String) -> Element? { elements.first { $0.name == name } }
  package func element(id: String) -> Element? { elements.first { $0["id"] == id } }
  package func within(_ element: Element) -> [Element] { Array(elements[element.inside]) }
}
