import Basics
import HTML
import Localization
import Looks

/// A cell of a list, written by hand: a page has hundreds of them.
struct ListCell: Template {
  let value: ListValue
  let place: String
  let isNumber: Bool
  /// What the column is called, where a phone shows it in a line of its own.
  let label: Message?
  let path: String?

  func render(into page: inout PageWriter) {
    page.markup(#"<td class=""#)
    page.value(place)
    if isNumber { page.markup(" num") }
    if let label {
      page.markup(#"" data-label=""#)
      page.attribute(label)
    }
    page.markup(#"">"#)
    if let path {
      page.markup(#"<a href=""#)
      page.url(path)
      page.markup(#"">"#)
      write(into: &page)
      page.markup("</a>")
    } else {
      write(into: &page)
    }
    page.markup("</td>")
  }

  private func write(into page: inout PageWriter) {
    switch value {
    case .none: break
    case .text(let text), .contact(_, let text): page.text(text)
    case .absent(let message):
      page.markup(#"<span class="muted">"#)
      page.text(message)
      page.markup("</span>")
    case .number(let number): page.text(number)
    case .money(let money): page.text(money)
    case .price(let price, let currency): page.text(page.locale.price(price, in: currency))
    case .date(let date): page.text(date)
    case .moment(let moment): page.text(moment)
    case .word(let message, _): page.text(message)
    case .state(let message, let tone, _):
      Chip(page.locale.text(message), tone: tone).render(into: &page)
    }
  }
}
