import Basics
import Jobs
import Localization

/// A business has begun.
package struct BusinessOpened: Event {
  package static let name = "identity.business-opened"
  package let language: Language
  package let currency: Currency
  /// Whether its owner wants to look around in a sample first.
  package let wantsSample: Bool
}
