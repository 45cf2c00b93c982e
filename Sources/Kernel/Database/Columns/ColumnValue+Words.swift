import Basics

/// Kept as their text.
extension StoredAs where Self: LosslessStringConvertible, Stored == String {
  package init?(stored: String) { self.init(stored) }
  package var stored: String { description }
}

extension Slug: StoredAs, ArrayElement { package typealias Stored = String }
extension EmailAddress: StoredAs, ArrayElement { package typealias Stored = String }
extension PhoneNumber: StoredAs, ArrayElement { package typealias Stored = String }
extension Currency: StoredAs, ArrayElement { package typealias Stored = String }
