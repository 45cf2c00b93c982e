import Basics
import Crypto

/// A sentence that one page leaves for the next.
///
/// It travels in a cookie that only this origin can set, and is escaped like any other text.
package struct Flash: Sendable, Equatable {
  package enum Kind: String, Sendable { case good, wait, bad, info }

  package let kind: Kind
  package let message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = String(message.prefix(500))
  }

  init?(cookie: String) {
    guard let bytes = Base64URL.decode(cookie) else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { return nil }
    self.init(kind, String(parts[1]))
  }

  var text: String { Base64URL.encode(Array("\(kind.rawValue) \(message)".utf8)) }
}
