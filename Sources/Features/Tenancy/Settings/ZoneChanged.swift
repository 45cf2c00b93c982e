import Jobs

/// A business goes by other clocks from now on: what is kept by its days and hours is to be dated anew.
package struct ZoneChanged: Event {
  package static let name = "tenancy.zone-changed"
  package init() {}
}
