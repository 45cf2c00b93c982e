import HTML

/// A page with nothing around it: signing in and up, errors, the front page.
package struct PlainLayout: Sendable {
  package let title: String
  /// The other thing a visitor may have come for, in the head of the page.
  package let action: Link?
  package let languages: [LanguageChoice]
  /// For lists rather than for one short form: twice the room, and no woven field beside it.
  package let isWide: Bool

  package init(title: String, action: Link? = nil, languages: [LanguageChoice], isWide: Bool = false) {
    self.title = title
    self.action = action
    self.languages = languages
    self.isWide = isWide
  }
}

struct Head: Sendable {
  let title: String
}
