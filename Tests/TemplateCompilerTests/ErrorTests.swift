import Testing

@testable import TemplateCompiler

/// The messages for a template at `Templates/Orders/OrderPage.html`, without their path.
private func problems(_ template: String) -> [String] {
  let source = Source(path: "Templates/Orders/OrderPage.html", bytes: Array(template.utf8))
  do {
    _ = try compile(source, imports: [])
    return []
  } catch {
    return error.all.map { String($0.line(in: source).dropFirst("Templates/Orders/OrderPage.html:".count)) }
  }
}

@Suite struct `A template that cannot be compiled` {
  @Test func `says in which file, line and column`() {
    let source = Source(
      path: "Templates/Orders/OrderPage.html", bytes: Array("<p>\n  <b class=x></b></p>".utf8))
    do {
      _ = try compile(source, imports: [])
      Issue.record("it compiled")
    } catch {
      #expect(
        error.all.first?.line(in: source)
          == "Templates/Orders/OrderPage.html:2:12: error: Put the value of class into quotes: class=\"…\".")
    }
  }

  @Test(arguments: [
    // Values in places where nothing can make them safe.
    (
      "<script>{{ x }}</script>",
      "1:9: error: No value can stand inside <script>. Data for a script goes out by {% json value %} in <script type=\"application/json\">."
    ),
    (
      "<script>let x = 1</script>",
      "1:9: error: A script inside the page is stopped by our Content-Security-Policy. Put it into a module in Public/js; data for it goes out by {% json value %} in <script type=\"application/json\">."
    ),
    // In the mode of mails.
    (
      "{% mail %}<p style=\"color: red\"></p>",
      "1:14: error: The style of a mail is one value from Swift, an InlineStyle: style=\"{{ … }}\"."
    ),
    (
      "{% mail %}<p style=\"color: {{ x }}\"></p>",
      "1:14: error: The style of a mail is one value from Swift, an InlineStyle: style=\"{{ … }}\"."
    ),
    (
      "{% mail %}<style>p { }</style>",
      "1:18: error: What stands in <style> is one value from Swift, an InlineStyle: {{ … }}."
    ),
    (
      "{% mail %}<link rel=\"stylesheet\" href=\"/a.css\">",
      "1:11: error: <link> does not work in mails: programs that show them take it out, or call the mail suspicious."
    ),
    ("<p></p>{% mail %}", "1:8: error: {% mail %} stands at the beginning of the file."),
    (
      "<style>p { }</style>",
      "1:1: error: <style> is not allowed: our Content-Security-Policy stops inline styles. Use Public/css."
    ),
    (
      "<p onclick=\"{{ x }}\"></p>",
      "1:13: error: onclick is a script inside the page, which our Content-Security-Policy stops. Put it into a module in Public/js that listens for the event."
    ),
    (
      "<p onclick=\"go()\"></p>",
      "1:4: error: onclick is a script inside the page, which our Content-Security-Policy stops. Put it into a module in Public/js that listens for the event."
    ),
    (
      "<p style=\"color: red\"></p>",
      "1:4: error: style is not allowed: our Content-Security-Policy stops inline styles. Use a class of Public/css."
    ),
    (
      "<iframe srcdoc=\"{{ x }}\"></iframe>",
      "1:17: error: srcdoc is not allowed: it would be a page without a policy of its own."
    ),
    ("<p class={{ x }}></p>", "1:10: error: Put the value of class into quotes: class=\"{{ … }}\"."),
    ("<p class=a></p>", "1:10: error: Put the value of class into quotes: class=\"…\"."),
    (
      "<p {{ x }}></p>",
      "1:4: error: The name of an attribute must be written out, not come from Swift. For one that may be absent write {% if … %}name{% end %}."
    ),
    (
      "<p data-{{ x }}=\"1\"></p>",
      "1:9: error: The name of an attribute must be written out, not come from Swift. For one that may be absent write {% if … %}name{% end %}."
    ),
    ("<{{ x }}></p>", "1:1: error: The name of a tag must be written out, not come from Swift."),
    ("<h{{ level }}></h1>", "1:3: error: The name of a tag must be written out, not come from Swift."),
    (
      "<!-- {{ x }} -->",
      "1:6: error: Nothing can come from Swift inside an HTML comment. Use {# … #} to comment a tag out."
    ),
    ("<!doctype {{ x }}>", "1:11: error: Nothing in <!doctype> can come from Swift."),
    (
      "<svg><set to=\"{{ x }}\"/></svg>",
      "1:15: error: <set> can change any attribute, so no value may come from Swift here."
    ),
    ("<meta http-equiv=\"{{ x }}\">", "1:19: error: http-equiv must be written out, not come from Swift."),
    (
      "<meta http-equiv=\"refresh\" content=\"{{ x }}\">",
      "1:37: error: Write the seconds out: content=\"5; url={{ … }}\"."
    ),
    (
      "<meta http-equiv=\"content-security-policy\" content=\"{{ x }}\">",
      "1:53: error: The content of this http-equiv must be written out: send the header from Swift instead."
    ),
    // Addresses.
    (
      "<a href=\"javascript:go()\"></a>",
      "1:4: error: An address that begins with javascript: runs or carries code; link to a page or a file."
    ),
    (
      "<a href=\"java\nscript:{{ x }}\"></a>",
      "1:4: error: An address that begins with javascript: runs or carries code; link to a page or a file."
    ),
    (
      "<a href=\"{{ a }}{{ b }}\"></a>",
      "1:17: error: Two values in a row make up this address. Make them one value of the page, or write / or ? between them."
    ),
    (
      "<a href=\"{% if a %}/x{% end %}{{ b }}\"></a>",
      "1:31: error: How far the address has come depends on the {% if %} before. Make the address one value of the page."
    ),
    (
      "<a href=\"mailto:{{ a }}\"></a>",
      "1:17: error: Make the whole address, mailto: included, one value of the page."
    ),
    (
      "<script src=\"https://{{ x }}\"></script>",
      "1:22: error: <script src> takes a file of ours only: page.asset(\"css/looks.css\"), or a path that begins with /."
    ),
    // Words nobody translated.
    (
      "<h1>Orders</h1>",
      "1:5: error: \"Orders\" would be shown in English to everyone. Write {{ t(\"Orders\") }}, or translate=\"no\" on the element if it is the same in every language."
    ),
    (
      "<img src=\"/x\" alt=\"A pot\">",
      "1:15: error: \"A pot\" would be shown in English to everyone. Write {{ t(\"A pot\") }}, or translate=\"no\" on the element if it is the same in every language."
    ),
    (
      "<input type=\"submit\" value=\"Save\">",
      "1:22: error: \"Save\" would be shown in English to everyone. Write {{ t(\"Save\") }}, or translate=\"no\" on the element if it is the same in every language."
    ),
    (
      "<title>Haat</title>",
      "1:8: error: \"Haat\" would be shown in English to everyone. Write {{ t(\"Haat\") }}, or translate=\"no\" on the element if it is the same in every language."
    ),
    (
      "<p>{{ isOpen ? \"Open\" : \"Shut\" }}</p>",
      "1:16: error: This text would be shown in English to everyone. Put it into t(\"…\")."
    ),
    // Elements and tags that do not match.
    ("<p><b></p>", "1:4: error: <b> is never closed: </p> comes before its </b>."),
    ("<p></b></p>", "1:4: error: </b> closes nothing: there is no open <b>. The element open here is <p>."),
    ("</p>", "1:1: error: </p> closes nothing: there is no open <p>."),
    ("<ul><li></li>", "1:1: error: <ul> is never closed: </ul> is missing."),
    ("<textarea>{{ x }}", "1:1: error: <textarea> is never closed: </textarea> is missing."),
    ("<div/>", "1:1: error: HTML ignores the / here, so <div> stays open. Write <div></div>."),
    ("<p class=\"a>", "1:4: error: The value of class never ends: its closing quote is missing."),
    ("<p class=\"a\"", "1:1: error: This tag never ends: its > is missing."),
    ("<p class=\"a\"id=\"b\"></p>", "1:13: error: A space is missing before this attribute."),
    ("<p class=\"a\" class=\"b\"></p>", "1:14: error: <p> has class twice; browsers ignore the second."),
    (
      "<p <b></b></p>",
      "1:4: error: < cannot stand in a tag. The tag <p> may lack its >, or a value its quote."
    ),
    ("1 < 2", "1:3: error: A < that begins no tag is written &lt; in HTML."),
    ("1 & 2", "1:3: error: An & that begins no character reference is written &amp; in HTML."),
    ("<!-- a", "1:1: error: This comment never ends: --> is missing."),
    ("{# a", "1:1: error: This comment never ends: #} is missing."),
    // Blocks.
    ("{% if a %}<p></p>", "1:1: error: {% if %} is never closed: its {% end %} is missing."),
    ("<p></p>{% end %}", "1:8: error: {% end %} ends nothing that was begun."),
    ("{% else %}", "1:1: error: {% else %} ends nothing that was begun."),
    ("{% if a %}{% else %}{% else %}{% end %}", "1:21: error: {% else %} cannot follow {% else %}."),
    ("{% if a %}{% else if b %}{% end %}", "1:11: error: Write {% elif … %} for a further condition."),
    (
      "{% for a in b %}{% elif c %}{% end %}",
      "1:17: error: {% elif %} belongs to {% if %}, not to {% for %}."
    ),
    ("{% for b %}{% end %}", "1:1: error: Write {% for thing in things %}."),
    ("{% if %}{% end %}", "1:1: error: {% if … %} lacks what comes behind if."),
    (
      "{% if a %}<div>{% end %}",
      "1:1: error: <div> is opened or closed in only a part of this {% if %}. Let every branch close what it opens."
    ),
    (
      "<ul>{% for a in b %}<li>{% end %}</ul>",
      "1:5: error: <li> is opened or closed in only a part of this {% for %}. Let every branch close what it opens."
    ),
    (
      "<p {% if a %}class=\"x{% end %}\"></p>",
      "1:4: error: {% if %} begins or ends in the middle of a tag or a value. Let every branch hold whole tags, whole attributes, or text inside one value."
    ),
    ("{% endif %}", "1:1: error: There is no tag endif. Every block ends with {% end %}."),
    (
      "{% set x = 1 %}",
      "1:1: error: There is no tag set. What a page needs is a property of its page struct."
    ),
    (
      "{% shout %}",
      "1:1: error: There is no tag shout. There are if, elif, else, for, end, include, layout, slot, content, csrf, json, mail."
    ),
    ("{% end if %}", "1:8: error: {% end %} takes nothing behind it."),
    ("{{ }}", "1:1: error: There is nothing between {{ and }}."),
    ("{{ a", "1:1: error: This tag never ends: }} is missing."),
    ("{{ f(a }}", "1:8: error: This } closes nothing."),
    ("{{ f(a", "1:5: error: This ( is never closed."),
    ("{{ a) }}", "1:5: error: This ) closes nothing."),
    ("{{ \"a }}", "1:4: error: This string is never closed: a \" is missing."),
    // Forms, layouts, slots.
    (
      "<form method=\"post\"></form>",
      "1:1: error: A form that posts needs {% csrf %} inside it, or the server refuses what it sends."
    ),
    (
      "<form method=\"POST\">{% if a %}{% csrf %}{% end %}</form>",
      "1:1: error: A form that posts needs {% csrf %} inside it, or the server refuses what it sends."
    ),
    ("<p></p>{% layout A %}", "1:8: error: {% layout … %} stands at the beginning of the file, once."),
    (
      "{% if a %}{% layout A %}{% end %}",
      "1:11: error: {% layout … %} stands at the beginning of the file, once."
    ),
    (
      "{% layout A %}{% content %}",
      "1:1: error: A layout cannot have a layout itself. Share what they have in common by {% include … %}."
    ),
    (
      "{% layout A %}<p>{% slot b %}{% end %}</p>",
      "1:18: error: {% slot b %} stands outside of every other tag and element of the page."
    ),
    ("{% layout A %}{% slot b %}{% end %}{% slot b %}{% end %}", "1:36: error: There are two slots b."),
    ("{% slot a.b %}{% end %}", "1:1: error: A slot has a simple name: {% slot actions %}."),
    (
      "<p class=\"{% include A %}\"></p>",
      "1:11: error: {% include %} stands between tags, not inside one or in <script>, <title> or <textarea>."
    ),
    (
      "<p>{% json x %}</p>",
      "1:4: error: {% json … %} stands in <script type=\"application/json\"> or in an attribute such as data-points=\"…\"."
    ),
  ])
  func `says what to do`(template: String, message: String) {
    #expect(problems(template) == [message])
  }

  @Test func `shows every untranslated text at once`() {
    #expect(
      problems("<h1>Orders</h1>\n<p title=\"Yes\">No</p>").map { $0.prefix(4) } == ["1:5:", "2:4:", "2:16"])
  }
}

@Suite struct `A template that compiles` {
  @Test(arguments: [
    "<p translate=\"no\">Haat <b>WhatsApp</b></p>", "<p>৳ &middot; 24 → 7 × 2</p>",
    "<p>{{ t(\"Orders\") }}</p>",
    "<p>{{ x ?? t(\"None\") }}</p>", "<p>{{ format(x, \"dd\") }}</p>", "<br><img src=\"/x\" alt=\"\"><hr/>",
    "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/><title>{{ x }}</title></svg>",
    "<input {% if a %}checked{% end %}>",
    "<input{% if a %} checked{% elif b %} disabled{% end %} required>",
    "<p class=\"a{% if b %} c{% end %}\"></p>",
    "<form method=\"post\">{% csrf %}</form>", "<form><input name=\"q\"></form>", "<!-- a note --><p></p>",
    "{# {{ nothing }} #}", "{{ \"}}\" + #\"\"}}\"# }}", "{{ a.map { $0 } }}",
    "<a href=\"/x/{{ a }}{{ b }}?c={{ d }}\"></a>",
    "<meta http-equiv=\"refresh\" content=\"0; url={{ x }}\">",
    "<a href=\"{% if a %}/x{% else %}/y{% end %}/{{ b }}\"></a>",
    "<pre>\n  {{ x }}\n</pre>", "<link rel=\"canonical\" href=\"{{ x }}\">",
    "<p>{{ \"\\(a) · \\(b(\"c\"))\" }}</p>",
    "{% if a %}<div>{% else %}<div class=\"b\">{% end %}</div>",
  ])
  func `is not complained about`(template: String) {
    #expect(problems(template) == [])
  }
}
