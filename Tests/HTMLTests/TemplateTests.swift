import Basics
import HTML
import Localization
import TemplateSamples
import Testing

@Suite struct `A compiled template` {
  private let context = PageContext(csrfToken: "t\"oken")

  @Test func `writes every kind of tag`() {
    var sample = EveryTag()
    sample.note = "<mind>"
    sample.things = ["a", "", "<b>"]
    #expect(
      sample.string(context: context) == """
        <!doctype html><html lang="en"><head><title>All of it</title></head><body><header>\
        <form method="post" action="/things/Rahim%20%26%20sons?day=2026-11-20">\
        <input type="hidden" name="csrf" value="t&quot;oken"><button>Go</button></form></header><main>\
        <h1 title="About Rahim &amp; sons">Rahim &amp; sons</h1>\
        <ul><li data-count="1234" aria-label="1,234">1,234</li>\
        <li><time datetime="2026-11-20">20 Nov 2026</time></li><li>৳4,86,200</li><li><b>bold</b></li>\
        <li>&lt;mind&gt;&lt;mind&gt;</li></ul><p class="paid">Paid</p>\
        <p class="state" title="&lt;mind&gt;"></p>\
        <p>1 a</p><p>3 &lt;b&gt;</p>\
        <p>From Rahim &amp; sons</p>
        <hr>\
        <script type="application/json">{"name":"Rahim \\u0026 sons"}</script>\
        <p data-things="[&quot;a&quot;,&quot;&quot;,&quot;&lt;b&gt;&quot;]"></p></main>\
        <footer><p>At the end of Rahim &amp; sons</p></footer></body></html>
        """)
  }

  @Test func `takes the other branches`() {
    var sample = EveryTag()
    sample.state = .shipped
    #expect(sample.string().contains("<p>On its way</p>"))
    sample.state = .lost
    #expect(sample.string().contains("<p>Lost</p>"))
    #expect(sample.string().contains("<p class=\"state bad\" ></p>"))
    #expect(sample.string().contains("<p>Nothing here</p>"))
    #expect(sample.string().contains("<li>No note</li>"))
  }

  @Test func `fills a layout's slots with what they have`() {
    #expect(
      Bare().string() == """
        <!doctype html><html lang="en"><head><title>Bare</title></head><body><header><p>Nothing to do</p></header>\
        <main></main><footer></footer></body></html>
        """)
  }

  @Test func `speaks the reader's language and digits`() {
    let page = EveryTag().string(locale: UserLocale(language: .bengali, zone: .utc, currency: .bdt))
    #expect(page.contains("lang=\"bn\""))
    #expect(page.contains("<li data-count=\"1234\" aria-label=\"১,২৩৪\">১,২৩৪</li>"))
    #expect(page.contains("৳৪,৮৬,২০০"))
  }

  @Test func `drops the white space that nobody sees`() {
    #expect(
      Spaces().string() == """
        <div><p>word
        <b>word</b>  <i>word</i>
        <span class="a" id="b">word</span>
        word</p>word
        <pre>
          word

          </pre><textarea name="t">
         word
        </textarea></div>
        """)
  }
}

@Suite struct `An asset` {
  @Test func `has the path that was given, or its own name`() {
    let assets = Assets(["css/base.css": "/assets/css/base.1f.css"])
    #expect(assets["css/base.css"].path == "/assets/css/base.1f.css")
    #expect(assets["js/looks.js"].path == "/assets/js/looks.js")
  }

  @Test func `never comes from another host`() async {
    await #expect(processExitsWith: .failure) { _ = AssetPath("//evil.example/x.js") }
    await #expect(processExitsWith: .failure) { _ = AssetPath("https://evil.example/x.js") }
  }
}
