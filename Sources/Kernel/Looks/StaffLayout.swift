import HTML

/// A page of the people who run a shop: top bar, navigation, flashes, content.
package struct StaffLayout: Sendable {
  package let shell: Shell
  package let title: String
  /// A measure that is good to read, for one thing rather than for a list.
  package let isNarrow: Bool
  /// Whether a browser without scripts loads the page anew every few seconds: for work that goes on meanwhile.
  package let refreshes: Bool

  package init(shell: Shell, title: String, narrow: Bool = false, refreshes: Bool = false) {
    self.shell = shell
    self.title = title
    isNarrow = narrow
    self.refreshes = refreshes
  }

  /// The bottom bar of a phone holds four, and More.
  var mainItems: ArraySlice<NavigationItem> { shell.navigation.prefix(4) }
  var furtherItems: ArraySlice<NavigationItem> { shell.navigation.dropFirst(4) }

  var tenantInitial: String { initials(of: shell.tenantName, 1) }
  var personInitials: String { initials(of: shell.personName, 2) }
}

/// The first letters of the first words; for Bengali a whole cluster, as it is read.
func initials(of name: String, _ count: Int) -> String {
  name.split(separator: " ").prefix(count).compactMap(\.first).map { $0.uppercased() }.joined()
}

struct NavigationLink: Sendable {
  let item: NavigationItem
}
