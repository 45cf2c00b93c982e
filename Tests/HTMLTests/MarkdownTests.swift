import HTML
import Testing

@Suite struct `Text in Markdown` {
  @Test(arguments: [
    ("Hello *you*", "<p>Hello <em>you</em></p>\n"), ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
    (
      "[shop](https://haat.example/?a=1&b=2)",
      "<p><a href=\"https://haat.example/?a=1&amp;b=2\">shop</a></p>\n"
    ),
    ("![pot](/files/pot.webp)", "<p><img src=\"/files/pot.webp\" alt=\"pot\" /></p>\n"),
    ("- একটি\n- দুটি", "<ul>\n<li>একটি</li>\n<li>দুটি</li>\n</ul>\n"), ("", ""),
  ])
  func `becomes markup`(source: String, markup: String) {
    #expect(Markdown(source).html().markup == markup)
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "<style>p{}</style>",
    "<!-- x -->\n<iframe src=x>",
    "<a href=\"javascript:alert(1)\">x</a>",
  ])
  func `never lets markup through`(source: String) {
    let markup = Markdown(source).html().markup
    for tag in ["<script", "<img", "<style", "<iframe", "<a ", "onerror"] { #expect(!markup.contains(tag)) }
  }

  @Test(arguments: [
    "[x](javascript:alert(1))", "[x](JavaScript:alert(1))", "[x](java&#10;script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](data:text/html;base64,PHN2Zz4=)", "[x](vbscript:x)", "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]", "[x](file:///etc/passwd)", "![x](data:image/svg+xml,<svg>)",
  ])
  func `never links to what runs`(source: String) {
    let markup = Markdown(source).html().markup
    for attribute in ["href=\"", "src=\""] {
      for part in markup.split(separator: attribute).dropFirst() {
        #expect(part.hasPrefix("about:invalid\""))
      }
    }
    #expect(!markup.contains("href=\"javascript") && !markup.contains("src=\"data"))
  }

  @Test func `keeps a title from breaking out`() {
    let markup = Markdown("[x](/a \"\\\" onclick=\\\"go()\")").html().markup
    #expect(markup == "<p><a href=\"/a\" title=\"&quot; onclick=&quot;go()\">x</a></p>\n")
  }

  @Test func `puts its headings under those of the page`() {
    #expect(
      Markdown("# A\n\n## B\n\n###### C").html(topHeading: 3).markup == "<h3>A</h3>\n<h4>B</h4>\n<h6>C</h6>\n"
    )
  }
}
