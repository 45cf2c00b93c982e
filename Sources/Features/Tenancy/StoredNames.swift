import Basics
import Database
import Localization

// How the names in a business's row are kept.

extension TimeZoneRules: StoredAs {
  package init?(stored: String) { self.init(stored) }
  package var stored: String { identifier }
}

extension Weekday: ColumnValue {}
extension Language: ColumnValue {}
extension Digits: ColumnValue {}
