import Basics
import Localization
import Testing

@Suite struct `A message` {
  @Test func `is written in the reader's language, with values as the reader writes them`() {
    let count = 1200
    #expect(english.text("\(count) minutes ago") == "1,200 minutes ago")
    #expect(bengali.text("\(count) minutes ago") == "১,২০০ মিনিট আগে")
    #expect(t("yesterday", in: bengali) == "গতকাল")
  }

  @Test func `takes the form of its number`() {
    let one = 1
    #expect(english.text("\(one) days ago") == "1 day ago")
    #expect(bengali.text("\(one) days ago") == "১ দিন আগে")
  }

  @Test func `holds money, days, moments and other messages`() {
    let money = Money(minorUnits: 48_620_000, .bdt)
    let day = LocalDate(days: 20_777)
    let moment = Instant(seconds: 0)
    let inner: Message = "yesterday"
    #expect(
      english.text("a \(money) b \(day) c \(moment) d \(inner)")
        == "a ৳4,86,200 b 20 Nov 2026 c 1 Jan 1970, 00:00 d yesterday")
    #expect(bengali.text("\(inner)") == "গতকাল")
  }

  @Test func `never takes a value for a place`() {
    let text = "{2} {1} {"
    let name = "x"
    #expect(english.text("\(text) and \(name)") == "{2} {1} { and x")
    #expect(english.text(Message(verbatim: text)) == text && bengali.text(Message(verbatim: text)) == text)
    #expect(english.text("braces {1} {x} {") == "braces {1} {x} {")
  }

  @Test func `without a translation is in English, and noted`() {
    let name = "Rahim"
    #expect(
      bengali.text("A sentence that nobody translated, \(name)") == "A sentence that nobody translated, Rahim"
    )
    #expect(Catalog.missing.contains("A sentence that nobody translated, {1}"))
  }
}

@Suite struct `A language` {
  @Test(arguments: [
    ("bn", Language.bengali), ("en-GB,en;q=0.9", .english), ("bn-BD,bn;q=0.9,en-US;q=0.8", .bengali),
    ("fr, bn;q=0.5, en;q=0.7", .english), ("EN", .english), ("de;q=1, bn; q=0.2", .bengali),
  ])
  func `is the best liked of ours`(header: String, language: Language) {
    #expect(Language(acceptLanguage: header) == language)
  }

  @Test(arguments: ["", "fr", "*", "bn;q=0", ";;;,,,q=", "bnx"])
  func `is none where none of ours is liked`(header: String) {
    #expect(Language(acceptLanguage: header) == nil)
  }

  @Test func `counts as CLDR says`() {
    #expect(
      [0, 1, 2, 21, -1].map(Language.english.pluralCategory) == [.other, .one, .other, .other, .other])
    #expect([0, 1, 2, 21].map(Language.bengali.pluralCategory) == [.one, .one, .other, .other])
  }
}
