/// Why a row of a file cannot be taken. The names are lasting: they are stored and counted by.
package enum RowProblem: String, Error, CaseIterable, Sendable {
  case columns, quotes, encoding, nul
  case tooLong = "too_long"
  case invoice, code, quantity, price, date, amount

  /// For the person who mends the file.
  package var explanation: StaticString {
    switch self {
    case .columns: "not as many columns as the header"
    case .quotes: "a quotation mark too many or too few"
    case .encoding: "not UTF-8 text"
    case .nul: "a NUL character"
    case .tooLong: "a field is too long"
    case .invoice: "no invoice number"
    case .code: "no stock code"
    case .quantity: "quantity is not a whole number up to 1,000,000,000"
    case .price: "price is not a number with at most six decimals"
    case .date: "date is not like 2010-12-01 08:26, between 1970 and 2100"
    case .amount: "amount is too large"
    }
  }
}
