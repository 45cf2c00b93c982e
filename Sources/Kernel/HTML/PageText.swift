import Basics
import Localization

/// A value that a template can show to a person, as the person's locale writes it.
package protocol PageText {
  /// Appends the value as it is read; what stands there is escaped afterwards.
  func write(in locale: UserLocale, into output: inout Output)
}

extension String: PageText {
  package func write(in locale: UserLocale, into output: inout Output) { output.append(self) }
}

/// Grouped, in the reader's digits. What only names a thing, such as an order's number, is made text beforehand.
extension Int: PageText {
  package func write(in locale: UserLocale, into output: inout Output) { locale.write(self, into: &output) }
}

extension Money: PageText {
  package func write(in locale: UserLocale, into output: inout Output) { locale.write(self, into: &output) }
}

extension LocalDate: PageText {
  package func write(in locale: UserLocale, into output: inout Output) { locale.write(self, into: &output) }
}

/// Date and time in the reader's zone.
extension Instant: PageText {
  package func write(in locale: UserLocale, into output: inout Output) {
    locale.writeDateTime(self, into: &output)
  }
}

extension Message: PageText {
  package func write(in locale: UserLocale, into output: inout Output) { locale.write(self, into: &output) }
}

extension EmailAddress: PageText {
  package func write(in locale: UserLocale, into output: inout Output) { output.append(description) }
}
