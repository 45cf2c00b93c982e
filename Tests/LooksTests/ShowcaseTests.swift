import Basics
import FoundationEssentials
import HTML
import Localization
import Looks
import TemplateSamples
import Testing

@Suite struct `The design system` {
  private static let locales = Language.allCases.map { UserLocale(language: $0, zone: .utc, currency: .bdt) }

  /// With HAAT_PAGES set to a folder the pages are kept there, to be looked at in a browser.
  @Test func `draws every component in both languages`() throws {
    for locale in Self.locales {
      for (name, page) in [
        ("showcase", Showcase(locale).string(locale: locale)),
        ("plain", PlainShowcase().string(locale: locale)),
      ] {
        #expect(page.contains("<html lang=\"\(locale.language.rawValue)\">"))
        #expect(!page.contains("secret"))
        if let folder = ProcessInfo.processInfo.environment["HAAT_PAGES"] {
          try page.write(
            toFile: "\(folder)/\(name).\(locale.language.rawValue).html", atomically: true, encoding: .utf8)
        }
      }
    }
  }
}
