import Basics

/// A text as a square of dark and light modules.
package struct QRCode: Hashable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }
}
