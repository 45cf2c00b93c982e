import HTML

/// The way to the page one is on; the last is the page itself, where one cannot go.
package struct Crumbs: Sendable {
  let links: [Link]
  let current: String

  package init(_ links: [Link], current: String) {
    self.links = links
    self.current = current
  }
}
