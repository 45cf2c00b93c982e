import Basics
import Foundation
import Testing

@Suite struct `Text that comes in` {
  private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  @Test func `has one spelling for letters with a nukta`() {
    for (single, pair) in [
      ("\u{9DC}", "\u{9A1}\u{9BC}"), ("\u{9DD}", "\u{9A2}\u{9BC}"), ("\u{9DF}", "\u{9AF}\u{9BC}"),
    ] {
      #expect(scalars(single.normalizedLine) == scalars(pair.normalizedLine))
      #expect(scalars(single.nfc) == scalars(pair))
    }
    #expect(scalars("\u{9C7}\u{9BE}".normalizedLine) == [0x9CB])
    #expect(scalars("e\u{301}".normalizedLine) == [0xE9])
  }

  /// Foundation's composed form is the oracle.
  @Test func `is composed as Unicode says`() {
    let pool = Array(
      "aé\u{301}\u{323}ড়্যো\u{9DC}\u{9DF}\u{9CD}\u{9BC}\u{9C7}\u{9BE}\u{9D7}\u{9FE}ক১৳\u{200C}–".unicodeScalars)
    for _ in 0..<5000 {
      let text = String(
        String.UnicodeScalarView((0..<Int.random(in: 0...6)).map { _ in pool.randomElement() ?? "a" }))
      #expect(scalars(text.nfc) == scalars(text.precomposedStringWithCanonicalMapping), "\(scalars(text))")
    }
  }

  @Test func `keeps joiners that are read and loses the others`() {
    let udjapon = "উদ\u{9CD}\u{200C}যাপন"
    #expect(scalars(udjapon.normalizedLine) == scalars(udjapon.nfc))
    let rab = "র\u{200D}\u{9CD}যাব"
    #expect(scalars(rab.normalizedLine) == scalars(rab))
    let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}"
    #expect(scalars(family.normalizedLine) == scalars(family))
    let persian = "می\u{200C}خواهم"
    #expect(scalars(persian.normalizedLine) == scalars(persian))
    #expect("\u{200C}শাড়ি\u{200D} \u{200D}লাল\u{200C}".normalizedLine == "শাড়ি লাল")
    #expect("sh\u{200C}op".normalizedLine == "shop")
    #expect("ক\u{9CD}\u{200D}\u{200D}ষ".normalizedLine.unicodeScalars.count == 4)
  }

  @Test func `is trimmed and has no control or invisible characters`() {
    #expect("  Rahim \t\n Store\u{0} \u{A0}".normalizedLine == "Rahim Store")
    #expect("a\u{202E}b\u{200B}c\u{FEFF}d\u{AD}e".normalizedLine == "abcde")
    #expect("\u{7F}\u{85}".normalizedLine == "")
    #expect("plain text".normalizedLine == "plain text")
    #expect("".normalizedLine == "" && "   ".normalizedLine == "")
  }

  @Test func `keeps its paragraphs where it may have them`() {
    #expect("one\r\ntwo\rthree\n\n\n\nfour\n\n".normalizedText == "one\ntwo\nthree\n\nfour")
    #expect("  a  \n   b\tc ".normalizedText == "a\nb c")
    #expect("one\ntwo".normalizedLine == "one two")
  }

  @Test func `is the same when it is normalised again`() {
    let pool = Array(
      "ab ১ড়্য\u{9DC}\u{9CD}\u{200C}\u{200D}\u{9BC}\n\r\t\u{0}e\u{301}\u{1F468}\u{A0}\u{FEFF}".unicodeScalars)
    for _ in 0..<2000 {
      var view = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...12) { view.append(pool.randomElement() ?? "a") }
      let text = String(view)
      #expect(scalars(text.normalizedLine.normalizedLine) == scalars(text.normalizedLine), "\(scalars(text))")
      #expect(scalars(text.normalizedText.normalizedText) == scalars(text.normalizedText), "\(scalars(text))")
    }
  }

  @Test func `has its digits read in any script of ours`() {
    #expect("৳ ১২,৩৪৫.৬৭".latinDigits == "৳ 12,345.67")
    #expect("٠١٢ ०१२".latinDigits == "012 012")
    #expect("abc".latinDigits == "abc")
  }

  @Test func `keeps no more marks on a letter than any script has`() {
    let tower = "q" + String(repeating: "\u{323}\u{307}\u{301}", count: 5000)
    #expect(tower.normalizedLine.unicodeScalars.count == 31)
    // Nor when something between them is dropped.
    let hidden = "q" + String(repeating: "\u{323}\u{307}\u{200B}", count: 5000)
    #expect(hidden.normalizedLine.unicodeScalars.count == 31)
    let bengali = String(repeating: "র্যাঁ", count: 40)
    #expect(bengali.normalizedLine == bengali)
  }
}
