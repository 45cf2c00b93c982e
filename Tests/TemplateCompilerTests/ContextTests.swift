import Basics
import HTML
import Localization
import TemplateSamples
import Testing

@testable import TemplateCompiler

/// Templates put together at random: a few whole pieces, and in most of them one that is out of place.
private func randomTemplates(count: Int) -> [String] {
  let whole = [
    "{{ v }}", "<p>{{ v }}</p>", "<b title=\"{{ v }}\">{{ v }}</b>",
    "<a href=\"{{ v }}\" data-x='{{ v }}'></a>",
    "<a href=\"/{{ v }}?{{ v }}#{{ v }}\">{{ v }}</a>", "<i{% if v %} class=\"{{ v }}\"{% end %}>{{ v }}</i>",
    "<textarea>{{ v }}</textarea>", "<title>{{ v }}</title>",
    "<img alt='{{ v }}' srcset=\"{{ v }} 1x, {{ v }} 2x\">",
    "<script type=\"application/json\">{% json v %}</script>",
    "<svg><path d=\"{{ v }}\"/><title>{{ v }}</title></svg>",
    "{% for v in v %}<p class=\"1 {{ v }}\">{{ v }}</p>{% end %}", "<!-- c -->", "<br>",
    "<input value='{{ v }}'>",
    "{% if v %}<em>{{ v }}</em>{% else %}{{ v }}{% end %}",
    "<meta http-equiv=\"refresh\" content=\"0; url={{ v }}\">",
    "<link href=\"{{ v }}#1\">", "<p data-j=\"{% json v %}\"></p>", "<pre>\n{{ v }}</pre>",
    "<script src=\"{{ v }}\"></script>",
  ]
  let parts = [
    "<p>", "</p>", "<a href=\"", "<a href='", "<textarea>", "</textarea>", "<title>", "<script>", "</script>",
    "<style>",
    "<!--", "-->", "<svg>", "/>", ">", "\"", "'", "=", " ", "\n", "title=\"", "data-x=", "{% if v %}",
    "{% else %}",
    "{% end %}", "{# c #}", "/", "?", "javascript:", "<", "&", "&amp;", "onclick=\"", "style=\"", "<div ",
    "{{ v }}",
  ]
  var random = SplitMix(state: 7)
  return (0..<count).map { _ in
    var text = Array(
      (0..<Int.random(in: 1...3, using: &random)).map { _ in whole.randomElement(using: &random) ?? "" }
        .joined())
    if Int.random(in: 0..<4, using: &random) > 0, let part = parts.randomElement(using: &random) {
      text.insert(contentsOf: part, at: Int.random(in: 0...text.count, using: &random))
    }
    return String(text)
  }
}

@Suite struct `A template of any kind` {
  @Test func `compiles or is refused, and what it lets a value into the value never leaves`() throws {
    let values = hostileStrings(count: 60)
    var compiled = 0
    for text in randomTemplates(count: 4000) {
      guard let template = try? Parser.parse(Source(path: "X.html", bytes: Array(text.utf8))) else {
        continue
      }
      guard text.contains("v") else { continue }
      compiled += 1
      let shape = Tokenizer.tokens(of: rendered(template, "x")).map(\.shape)
      let value = values[compiled % values.count]
      let page = rendered(template, value)
      try #require(
        Tokenizer.tokens(of: page).map(\.shape) == shape,
        "\(text.debugDescription) with \(value.debugDescription): \(page)")
    }
    #expect(compiled > 1000)
  }

  @Test func `never stops the compiler, cut off anywhere`() {
    let text = """
      {% layout A(b: "c \\(d)") %}{# e #}<!-- f --><p class="g {{ h }}" {% if i %}hidden{% end %}>{{ #"j"# }}</p>
      {% slot k %}<textarea>{{ l["m"] }}</textarea>{% end %}{% for n in o %}&amp;{% else %}<br/>{% end %}
      """
    let bytes = Array(text.utf8)
    for end in bytes.indices {
      _ = try? compile(Source(path: "X.html", bytes: Array(bytes[..<end])), imports: [])
    }
    for start in bytes.indices {
      _ = try? compile(Source(path: "X.html", bytes: Array(bytes[start...])), imports: [])
    }
  }

  /// The page as the generated Swift would write it, with the value in every place; the first branch of each block.
  private func rendered(_ template: TemplateCompiler.Template, _ value: String) -> String {
    var page = PageWriter(Output(capacity: 256), locale: .plain, context: PageContext())
    write(template.nodes, value, into: &page)
    return page.finish().string
  }

  private func write(_ nodes: [Node], _ value: String, into page: inout PageWriter) {
    for node in nodes {
      switch node {
      case .markup(let bytes): page.text(HTML(safe: String(decoding: bytes, as: UTF8.self)))
      case .expression(_, let writing), .json(_, let writing): write(writing, value, into: &page)
      case .conditional(let branches, _): write(branches[0].nodes, value, into: &page)
      case .loop(_, let nodes, _):
        write(nodes, value, into: &page)
        write(nodes, value, into: &page)
      case .csrf, .include, .content, .slot: break
      }
    }
  }

  private func write(_ writing: Writing, _ value: String, into page: inout PageWriter) {
    switch writing {
    case .text: page.text(value)
    case .attribute: page.attribute(value)
    case .value: page.value(value)
    case .url: page.url(value)
    case .component: page.component(value)
    case .asset: page.asset(AssetPath("/x"))
    case .json: page.json(value)
    case .jsonAttribute: page.jsonAttribute(value)
    // Made of literals.
    case .style, .sheet: break
    }
  }
}
