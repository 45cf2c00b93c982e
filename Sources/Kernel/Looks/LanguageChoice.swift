import Localization

/// A language the reader is not reading in now, and the path that changes to it.
package struct LanguageChoice: Sendable, Hashable {
  package let language: Language
  package let path: String

  package init(_ language: Language, path: String) {
    self.language = language
    self.path = path
  }
}
