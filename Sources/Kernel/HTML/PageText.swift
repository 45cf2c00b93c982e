import Basics
import Localization

/// A value that a template can show to a person, as the person's locale writes it.
package protocol PageText {
  func text(in locale: UserLocale) -> String
}

extension String: PageText {
  package func text(in locale: UserLocale) -> String { self }
}

extension Int: PageText {
  package func text(in locale: UserLocale) -> String { locale.number(self) }
}

extension Output {
  /// A number below a thousand needs no grouping: the common case makes no String.
  mutating func append(number: Int, in locale: UserLocale) {
    if locale.digits == .latin, number.magnitude < 1000 { append(number) } else { append(locale.number(number)) }
  }
}
