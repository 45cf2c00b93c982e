import Basics
import Database
import HTML
import Localization
import Looks
import Web

/// The first few things of a list that some words find, for a page that searches several lists at once.
package struct Findings: Sendable {
  package let list: ListName
  package let title: Message
  package let rows: [Row]
  /// The list with these words, where there are more.
  package let allPath: String?

  package struct Row: Sendable {
    package let title: String
    package let path: String
    package let detail: ListValue
    package let side: ListValue
  }

  /// So many of each list.
  package static let shown = 6

  /// `detail` and `side` are names of columns.
  package static func find<Kind: ListKind>(
    _ words: String, in _: Kind.Type, detail: String, side: String, _ request: Request
  ) async throws -> Findings {
    let search = ListSearch<Kind> { $0 == "q" ? words : nil }
    let match = try await ListMatch(search, ListScope(request), in: request.db)
    let rows = search.isEverything ? [] : try await match.rows(shown + 1, from: nil, in: request.db)
    let path = request.path(Kind.name.path)
    return Findings(
      list: Kind.name, title: Kind.title,
      rows: rows.prefix(shown).map { row in
        Row(
          title: Kind.label(of: row), path: "\(path)/\(Kind.id(of: row))\(search.query())",
          detail: Kind.column(detail)?.value(row) ?? .none, side: Kind.column(side)?.value(row) ?? .none)
      },
      allPath: rows.count > shown ? path + search.query() : nil)
  }
}

extension ListValue: PageText {
  package func write(in locale: UserLocale, into output: inout Output) {
    switch self {
    case .none: break
    case .text(let text), .contact(_, let text): output.append(text)
    case .absent(let message), .word(let message, _), .state(let message, _, _):
      message.write(in: locale, into: &output)
    case .number(let number): number.write(in: locale, into: &output)
    case .money(let money): money.write(in: locale, into: &output)
    case .price(let price, let currency): output.append(locale.price(price, in: currency))
    case .date(let date): date.write(in: locale, into: &output)
    case .moment(let moment): moment.write(in: locale, into: &output)
    }
  }
}
