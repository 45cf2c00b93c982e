import HTML

/// One sentence on what happened, and at most one way out.
package struct Notice: Sendable {
  package enum Kind: String, Sendable {
    case good, wait, bad, info

    var icon: Icon.Name {
      switch self {
      case .good: .check
      case .wait: .clock
      case .bad: .alert
      case .info: .info
      }
    }
  }

  package let kind: Kind
  package let text: String
  package let link: Link?

  package init(kind: Kind, text: String, link: Link? = nil) {
    self.kind = kind
    self.text = text
    self.link = link
  }
}

/// Words that lead to a path.
package struct Link: Sendable, Hashable {
  package let title: String
  package let path: String

  package init(_ title: String, _ path: String) {
    self.title = title
    self.path = path
  }
}
