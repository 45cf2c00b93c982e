import Web

/// The page of what was done in a business, and its file.
package enum AuditTrail: Feature {
  package static func routes(_ routes: inout Routes) {}
}
