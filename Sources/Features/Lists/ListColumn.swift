import Basics
import HTML
import Looks

/// A column of a list, on the page and in a file.
package struct ListColumn<Row: Sendable>: Sendable {
  /// Where a cell stands when a phone shows a row as a card.
  package enum Place: String, Sendable {
    /// The thing itself, which leads to its page.
    case lead
    /// Below it.
    case second
    /// On the right.
    case side
    /// Only where there is room, unless somebody has asked for it.
    case wide = "wide-only"
  }

  /// In the address, and in the head of a file.
  package let name: String
  package let title: Message
  let place: Place
  let isNumber: Bool
  /// Shown to whoever has not chosen.
  let isUsual: Bool
  /// The names of the sorts by it: the one that its head asks for first, and the other way round.
  let sorts: (first: String, second: String?)?
  let value: @Sendable (Row) -> ListValue

  package init(
    _ name: String, _ title: Message, _ place: Place = .wide, number: Bool = false, usual: Bool = true,
    sorts: (first: String, second: String?)? = nil, _ value: @escaping @Sendable (Row) -> ListValue
  ) {
    self.name = name
    self.title = title
    self.place = place
    isNumber = number
    isUsual = usual
    self.sorts = sorts
    self.value = value
  }
}

/// What stands in a cell.
package enum ListValue: Sendable {
  case none
  case text(String)
  /// How to reach somebody: masked on a page, whole in a file of who may reach them.
  case contact(String, masked: String)
  /// Muted: nobody, nothing.
  case absent(Message)
  case number(Int)
  case money(Money)
  case price(UnitPrice, Currency)
  case date(LocalDate)
  case moment(Instant)
  /// With its name in a file.
  case word(Message, String)
  case state(Message, Tone, String)
}
