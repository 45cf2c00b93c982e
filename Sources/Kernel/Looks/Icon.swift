import HTML

/// A drawing from the sprite `Public/icons.svg`, for eyes only: what it means stands beside it or in a label.
package struct Icon: Template {
  package enum Name: String, Sendable, CaseIterable {
    case alert, bell, calendar, card, cart, chart, chat, check, clip, clock, close, copy, down
    case download, drag, edit, eye, filter, globe, heart, help, home, image, inbox, info, journey, key
    case lamp, leaf, left, link, lock, mail, megaphone, menu, merge, mic, money, more, motif, note
    case orders, people, percent, person, phone, pin, plus, right, search, segment, send, settings
    case shield, sort, star, stock, `switch`, tag, theme, trash, truck, undo, upload
  }

  package let name: Name
  package let isSmall: Bool

  package init(_ name: Name, small: Bool = false) {
    self.name = name
    isSmall = small
  }

  // By hand: a page has dozens of them.
  package func render(into page: inout PageWriter) {
    page.markup(
      isSmall
        ? #"<svg class="icon small" aria-hidden="true"><use href=""#
        : #"<svg class="icon" aria-hidden="true"><use href=""#)
    page.asset(page.context.assets.icons)
    page.markup("#")
    page.value(name.rawValue)
    page.markup(#""/></svg>"#)
  }
}
