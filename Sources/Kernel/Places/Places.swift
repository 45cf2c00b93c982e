import Basics

/// In which country a network address is, by the database of libloc on this machine.
///
/// A hint for people who look over where their account was used. Nothing is allowed or refused by it.
package struct Places: Sendable {
  /// Where Debian's package has the database, and `location update` puts a newer one.
  package static let usualPath = "/var/lib/location/database.db"
  /// Without a database: no place is known.
  package static let none = Places(database: nil)

  private let database: PlaceDatabase?

  private init(database: PlaceDatabase?) { self.database = database }

  /// Maps the file into memory, for as long as this or a copy of it is kept; a file put in its place is seen by the next process.
  /// - Throws: `PlacesUnreadable`.
  package init(path: String) throws(PlacesUnreadable) { database = try PlaceDatabase(path: path) }

  /// When the database was made; nil without one.
  package var createdAt: Instant? { database?.createdAt }

  /// Whose database it is, for beside the countries: its licence wants that. Nil without one.
  package var source: Message? {
    database == nil ? nil : "Countries of addresses: IPFire Location Database, CC BY-SA 4.0."
  }

  /// Of `203.0.113.7` or `2001:db8::7`. Nil for private and unknown networks, and for what is no address. Some 6 µs, from any thread.
  package func country(of address: String) -> Country? {
    database?.countryCode(of: address).flatMap { Country($0) }
  }

  package func place(of address: String) -> Place { Place(address: address, country: country(of: address)) }
}

/// The file cannot be used, with the reason.
package struct PlacesUnreadable: Error, Equatable, CustomStringConvertible {
  package let description: String
}
