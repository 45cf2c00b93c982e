import Basics

/// What the rows that match come to.
package struct ListTotals: Sendable {
  package let count: Int
  /// There are more; nobody has counted them all.
  package let isMore: Bool
  /// What is counted instead of rows, where something else is known exactly.
  package let counted: Message?
  /// Sums of all that match, with what they are called; none where they are not known.
  package let figures: [Figure]
  /// What the list does not show, and where that is.
  package let note: (text: Message, path: String)?

  package struct Figure: Sendable {
    package enum Value: Sendable { case number(Int), money(Money) }

    package let title: Message
    package let value: Value
    /// What it means.
    package let help: Message?

    package init(_ title: Message, _ value: Value, help: Message? = nil) {
      self.title = title
      self.value = value
      self.help = help
    }
  }

  package init(
    count: Int, isMore: Bool = false, counted: Message? = nil, figures: [Figure], note: (text: Message, path: String)? = nil
  ) {
    self.count = count
    self.isMore = isMore
    self.counted = counted
    self.figures = figures
    self.note = note
  }

  /// That so many were found before the looking ended: the last of them may be the last there is.
  package static func atLeast(_ count: Int) -> ListTotals { .more(than: max(count - 1, 0)) }

  /// That there are more than so many, of which nothing was added up.
  package static func more(than count: Int, note: (text: Message, path: String)? = nil) -> ListTotals {
    ListTotals(count: count, isMore: true, figures: [], note: note)
  }
}
