import Basics

/// An address with the name that stands before it.
package struct Mailbox: Hashable, Sendable {
  /// Nil where none is known.
  package let name: HeaderText?
  package let address: EmailAddress

  package init(_ address: EmailAddress, name: HeaderText? = nil) {
    self.address = address
    self.name = name.flatMap { $0.text.isEmpty ? nil : $0 }
  }

  /// Reads `no-reply@haat.example` or `Haat <no-reply@haat.example>`.
  package init?(_ text: String) {
    guard let open = text.lastIndex(of: "<") else {
      guard let address = EmailAddress(text) else { return nil }
      self.init(address)
      return
    }
    guard text.hasSuffix(">"), let name = HeaderText(text[..<open].trimmingSpaces),
      let address = EmailAddress(String(text[text.index(after: open)...].dropLast()))
    else { return nil }
    self.init(address, name: name)
  }

  /// As it stands in From and To.
  var header: String { name.map { "\($0.phrase) <\(address)>" } ?? "\(address)" }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
