import Basics
import Localization

/// What can be written into a page: the template compiler makes a page struct or a component conform to it.
package protocol Template: Sendable {
  /// Appends its markup to `page`.
  func render(into page: inout PageWriter)
}

extension Template {
  /// Appends the whole page to `output`, as `locale` reads it.
  package func render(into output: inout Output, locale: UserLocale, context: PageContext) {
    var page = PageWriter(output, locale: locale, context: context)
    render(into: &page)
    output = page.finish()
  }

  /// The whole page as text, for tests and mails.
  package func string(locale: UserLocale = .plain, context: PageContext = PageContext()) -> String {
    var output = Output(capacity: 4096)
    render(into: &output, locale: locale, context: context)
    return output.string
  }
}
