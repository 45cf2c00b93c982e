import Basics

/// What stands around every page of the staff, as plain values.
package struct Shell: Sendable {
  /// The business, and where its pages begin: `/t/tantkotha`.
  package var tenantName: String
  package var home: String
  /// The other businesses the person belongs to.
  package var otherTenants: [Link]
  package var personName: String
  package var accountPath: String
  /// Takes the form that signs out.
  package var signOutPath: String
  package var navigation: [NavigationItem]
  package var languages: [LanguageChoice]
  /// Where the search of the top bar goes with `?q=`; without one there is no search.
  package var searchPath: String?
  /// What is true of the whole business, and must not be overlooked on any page.
  package var banner: Banner?
  /// What was just done, to be said once.
  package var flash: [Flash]

  package init(
    tenantName: String, home: String, otherTenants: [Link] = [], personName: String, accountPath: String,
    signOutPath: String, navigation: [NavigationItem], languages: [LanguageChoice], searchPath: String? = nil,
    banner: Banner? = nil, flash: [Flash] = []
  ) {
    self.tenantName = tenantName
    self.home = home
    self.otherTenants = otherTenants
    self.personName = personName
    self.accountPath = accountPath
    self.signOutPath = signOutPath
    self.navigation = navigation
    self.languages = languages
    self.searchPath = searchPath
    self.banner = banner
    self.flash = flash
  }
}

/// One sentence that stands above every page, and what can be done about it.
package struct Banner: Sendable {
  package let text: Message
  package let action: Link?

  package init(_ text: Message, action: Link? = nil) {
    self.text = text
    self.action = action
  }
}

/// A place in the sidebar, and in the bottom bar of a phone if it is among the first four.
package struct NavigationItem: Sendable {
  package let title: Message
  package let path: String
  package let icon: Icon.Name
  package let isCurrent: Bool
  package let badge: Badge?

  package init(title: Message, path: String, icon: Icon.Name, isCurrent: Bool = false, badge: Badge? = nil) {
    self.title = title
    self.path = path
    self.icon = icon
    self.isCurrent = isCurrent
    self.badge = badge
  }
}

/// A count, and what it counts for those who only hear it: 14 “to pack”.
package struct Badge: Sendable {
  package let count: Int
  package let meaning: Message
  /// It waits for this person.
  package let isWaiting: Bool

  package init(_ count: Int, meaning: Message, isWaiting: Bool = false) {
    self.count = count
    self.meaning = meaning
    self.isWaiting = isWaiting
  }
}

/// What was just done, and the path that takes it back where that is possible.
package struct Flash: Sendable {
  package let text: String
  package let undoPath: String?

  package init(_ text: String, undoPath: String? = nil) {
    self.text = text
    self.undoPath = undoPath
  }
}
