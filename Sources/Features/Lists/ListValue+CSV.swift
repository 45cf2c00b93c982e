import Basics
import CSV

extension ListValue {
  /// As a file has it: numbers with a point and no signs, moments in the shop's time.
  func write(into writer: inout CSVWriter, _ scope: ListScope) {
    let zone = scope.zone
    switch self {
    case .none, .absent: writer.field("")
    case .contact(let whole, let masked): writer.field(scope.seesContacts ? whole : masked)
    case .text(let text), .word(_, let text), .state(_, _, let text): writer.field(text)
    case .number(let number): writer.field(number)
    case .money(let money): writer.field(money)
    case .price(let price, _): writer.field(price.description)
    case .date(let date): writer.field(date.description)
    case .moment(let moment): writer.field("\(zone.local(moment))")
    }
  }
}
