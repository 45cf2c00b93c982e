import Web

/// Who belongs to a business and may do what there: members, invitations, roles.
package enum Members: Feature {
  package static func routes(_ routes: inout Routes) {}
}
