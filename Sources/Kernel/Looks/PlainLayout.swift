import HTML

/// A page with nothing around it: signing in and up, errors, the front page.
package struct PlainLayout: Sendable {
  package let title: String
  /// The other thing a visitor may have come for, in the head of the page.
  package let action: Link?
  package let languages: [LanguageChoice]

  package init(title: String, action: Link? = nil, languages: [LanguageChoice]) {
    self.title = title
    self.action = action
    self.languages = languages
  }
}

struct Head: Sendable {
  let title: String
}
