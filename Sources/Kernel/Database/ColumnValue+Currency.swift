import Basics

/// `text` of three capitals.
extension Currency: StoredAs {
  package init?(stored: String) { self.init(stored) }
  package var stored: String { code }
}
