/// Up to how many rows a list does what; a page costs about the same on either side of each.
package struct ListBounds: Sendable {
  /// So many rows are named by their keys. The more, the longer those take to read; the fewer, the longer a list is read
  /// until a page is full of something just not as rare.
  package let few: Int
  /// So many are sorted behind an index that finds them.
  package let gathered: Int
  /// So many are looked at to count those that match and to add them up.
  package let looked: Int
  /// The same where each must be looked up elsewhere before it is known to match.
  package let lookedUp: Int

  package init(few: Int, gathered: Int, looked: Int = 5_000, lookedUp: Int = 1_000) {
    self.few = few
    self.gathered = gathered
    self.looked = looked
    self.lookedUp = lookedUp
  }
}
