import Basics
import FoundationEssentials
import HTML
import Localization
import TemplateSamples
import Testing

@Suite struct `A value in a page` {
  @Test func `never leaves its place`() throws {
    let shape = Tokenizer.tokens(of: EveryPlace(value: "x").string()).map(\.shape)
    for value in hostileStrings(count: 3000) {
      let tokens = Tokenizer.tokens(of: EveryPlace(value: value).string())
      try #require(tokens.map(\.shape) == shape, "\(value.debugDescription)")
      check(tokens, value)
    }
  }

  private func check(_ tokens: [Tokenizer.Token], _ value: String) {
    for token in tokens {
      guard case .start(let name, let attributes) = token else { continue }
      for (attribute, written) in attributes {
        switch (name, attribute) {
        case ("div", "class"): #expect(written == "a \(value) b")
        case ("div", _), (_, "alt"): #expect(written == value)
        case ("p", "data-json"): #expect(json(written) == value)
        case (_, "href"), (_, "src"), (_, "action"), (_, "formaction"):
          #expect(isHarmless(written), "\(written)")
        case (_, "srcset"):
          #expect(written.unicodeScalars.split(separator: " ").count == 4)
        default: break
        }
      }
    }
    #expect(tokens.contains(.text(value)))
    for case (.start("script", _), .text(let text)) in zip(tokens, tokens.dropFirst()) {
      #expect(json(text) == value)
      #expect(!text.contains("<") && !text.contains("\u{2028}"))
    }
  }

  private func json(_ text: String) -> String? {
    try? JSONDecoder().decode(String.self, from: Data(text.utf8))
  }

  @Test(arguments: [
    ("javascript:alert(1)", "about:invalid"), ("JaVaScRiPt:alert(1)", "about:invalid"),
    (" javascript:alert(1)", "about:invalid"), ("java\nscript:alert(1)", "about:invalid"),
    ("\u{1}javascript:alert(1)", "about:invalid"), ("data:text/html,x", "about:invalid"),
    ("vbscript:x", "about:invalid"), ("blob:x", "about:invalid"),
    ("https://haat.example/?a=1&b=2", "https://haat.example/?a=1&amp;b=2"),
    ("mailto:a@b.example", "mailto:a@b.example"), ("tel:+8801711000000", "tel:+8801711000000"),
    ("/orders?q=a:b", "/orders?q=a:b"), ("./a:b", "./a:b"), ("#top", "#top"), ("", ""), ("?q=শাড়ি", "?q=শাড়ি"),
    ("\\\\evil.example", "%5C%5Cevil.example"), ("/a b\"c", "/a%20b%22c"),
  ])
  func `is checked where it is an address`(address: String, written: String) {
    var page = PageWriter(Output(capacity: 64), locale: .plain, context: PageContext())
    page.url(address)
    #expect(page.finish().string == written)
  }

  @Test func `is one component behind the beginning of an address`() {
    var page = PageWriter(Output(capacity: 64), locale: .plain, context: PageContext())
    page.component("../a b?c=d&e#f:ক")
    #expect(page.finish().string == "..%2Fa%20b%3Fc%3Dd%26e%23f%3A%E0%A6%95")
  }

  @Test func `is escaped at every position of a word of eight bytes`() {
    for length in 1...40 {
      for position in 0..<length {
        for (character, reference) in [
          ("<", "&lt;"), (">", "&gt;"), ("&", "&amp;"), ("\"", "&quot;"), ("'", "&#39;"),
        ] {
          let before = String(repeating: "a", count: position)
          let after = String(repeating: "%", count: length - position - 1)
          var output = Output(capacity: 1)
          output.escape(before + character + after)
          #expect(output.string == before + reference + after)
        }
      }
    }
  }

  @Test func `may be longer than a piece`() {
    let text = String(repeating: "a<b&c", count: 5000)
    var output = Output(capacity: 1)
    output.escape(text)
    #expect(output.string == String(repeating: "a&lt;b&amp;c", count: 5000))
  }

  @Test func `in a message is escaped with it`() {
    var page = PageWriter(Output(capacity: 64), locale: .plain, context: PageContext())
    let name = "<b>R&D</b>"
    page.text("Hello \(name)" as Message)
    #expect(page.finish().string == "Hello &lt;b&gt;R&amp;D&lt;/b&gt;")
  }
}

/// As a browser reads an address: control characters before it and tabs and line ends in it are dropped.
private func isHarmless(_ address: String) -> Bool {
  let scalars = address.unicodeScalars.drop { $0.value <= 32 }.filter {
    !"\t\n\r".unicodeScalars.contains($0)
  }
  let beginning = scalars.prefix { !"/?#".unicodeScalars.contains($0) }
  guard let colon = beginning.firstIndex(of: ":") else { return true }
  let scheme = String(String.UnicodeScalarView(beginning[..<colon])).lowercased()
  return ["http", "https", "mailto", "tel", "about"].contains(scheme)
}
