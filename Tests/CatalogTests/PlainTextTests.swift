import Testing

@testable import Catalog

@Suite struct `The text of HTML` {
  @Test(arguments: [
    ("<p>One</p><p>Two</p>", "One\n\nTwo"), ("a<br>b<br/>c", "a\nb\nc"),
    ("<ul><li>x</li><li>y</li></ul>", "• x\n\n• y"), ("Tom &amp; Jerry&#8217;s &eacute;", "Tom & Jerry’s é"),
    ("<script>alert('<p>')</script>safe", "safe"), ("<style>p{}</style><b>bold</b> text", "bold text"),
    ("<!-- no --> yes", "yes"), ("<a href=\"x\">link</a>", "link"), ("<IMG SRC=x onerror=alert(1)>", ""),
    ("&lt;script&gt;", "<script>"), ("<p>unclosed", "unclosed"), ("a</>b<br>", "ab"),
    ("<script>never closed", ""), ("one\ntwo <b>three</b>", "one two three"),
  ])
  func `has its lines and none of its tags`(_ html: String, _ text: String) {
    #expect(PlainText.of(html) == text)
  }

  @Test(arguments: ["a < b", "5 > 4", "Tom & Jerry", "AT&T; x", "<3", "a <- b", "plain", "x\ny", "&unknown;"])
  func `is the text itself where there is none`(_ text: String) {
    #expect(PlainText.of(text) == text)
  }

  @Test(arguments: [
    "a < b & c", "x\n\ny\nz", "<b>not bold</b>", "&amp;", "চাল", "one\n\n\u{2022} two", "<p>\n</p>",
  ])
  func `is found again in the HTML that is made of it`(_ text: String) {
    #expect(PlainText.of(PlainText.markup(of: text)) == text)
  }

  @Test func `takes time by its length, whatever is in it`() {
    let clock = ContinuousClock()
    for piece in ["<", "&", "<!--", "</", "<p ", "&#x", "<script>"] {
      let text = String(repeating: piece, count: 100_000 / piece.utf8.count)
      #expect(clock.measure { _ = PlainText.of(text) } < .seconds(20), "\(piece)")
    }
  }
}
