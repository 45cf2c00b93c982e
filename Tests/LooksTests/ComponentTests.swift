import Basics
import HTML
import Localization
import Looks
import Testing

@Suite struct `A field` {
  @Test func `is wired to its label, its hint and its errors`() {
    let problems = [
      Problem("slug", "It is taken."), Problem("slug", "It is short."), Problem("other", "No."),
    ]
    let field = Field("slug", label: "Address <b>", value: "a\"b", problems: problems, hint: "As in links.")
      .string()
    #expect(field.contains("<label for=\"slug\">Address &lt;b&gt;</label>"))
    #expect(field.contains("id=\"slug\" name=\"slug\" type=\"text\" value=\"a&quot;b\""))
    #expect(field.contains("aria-invalid=\"true\""))
    #expect(field.contains("aria-describedby=\"slug-error slug-hint\""))
    #expect(field.contains("<p class=\"error\" id=\"slug-error\">"))
    #expect(field.contains("It is taken. It is short.") && !field.contains("No."))
    #expect(field.contains("<p class=\"hint\" id=\"slug-hint\">As in links.</p>"))
  }

  @Test func `is plain where nothing is wrong`() {
    let field = Field("name", label: "Name", required: false).string()
    #expect(!field.contains("aria-") && !field.contains("required") && field.contains("(optional)"))
  }

  @Test func `never shows a password again`() {
    #expect(
      !Field("password", label: "Password", value: "a short sentence", kind: .password).string().contains(
        "sentence"))
  }

  @Test func `marks what was selected`() {
    let options = [Option("a", "A"), Option("b", "<B>", language: "bn")]
    let select = SelectField("x", label: "X", options: options, selected: "b").string()
    #expect(select.contains("<option value=\"b\" lang=\"bn\" selected>&lt;B&gt;</option>"))
    #expect(select.contains("<option value=\"a\">A</option>"))
    let choice = ChoiceField("x", label: "X", options: options, selected: "a").string()
    #expect(choice.contains("name=\"x\" value=\"a\" checked>") && choice.contains("value=\"b\">"))
  }
}

@Suite struct `The staff shell` {
  private let shell = Shell(
    tenantName: "Tantkotha", home: "/t/tantkotha", otherTenants: [Link("Matirhari", "/t/matirhari")],
    personName: "Farzana Kabir", accountPath: "/account", signOutPath: "/sign-out",
    navigation: (1...6).map {
      NavigationItem(
        title: Message(verbatim: "Place \($0)"), path: "/t/tantkotha/\($0)", icon: .home, isCurrent: $0 == 2)
    }, languages: [LanguageChoice(.bengali, path: "/language/bn?next=%2F")],
    flash: [Flash("<Saved>", undoPath: "/undo")])

  private func page(_ context: PageContext = PageContext(csrfToken: "token")) -> String {
    var page = PageWriter(Output(capacity: 4096), locale: .plain, context: context)
    StaffLayout(shell: shell, title: "Orders").render(into: &page) { $0.markup("<h1>content</h1>") }
    return page.finish().string
  }

  @Test func `marks the place one is at, in the sidebar and nowhere else`() {
    #expect(page().split(separator: "aria-current=\"page\"").count == 2)
    #expect(page().contains("<a href=\"/t/tantkotha/2\" aria-current=\"page\">"))
  }

  @Test func `puts four places into the bottom bar and the rest behind More`() {
    let more = page().split(separator: "id=\"more\"").last ?? ""
    #expect(!more.contains("Place 4") && more.contains("Place 5") && more.contains("Place 6"))
  }

  @Test func `signs out and takes back by forms with a token`() {
    let page = page()
    for path in ["/sign-out", "/undo"] {
      #expect(
        page.contains(
          "<form method=\"post\" action=\"\(path)\"><input type=\"hidden\" name=\"csrf\" value=\"token\">"))
    }
    #expect(page.contains("&lt;Saved&gt;"))
  }

  @Test func `says the language and the theme`() {
    #expect(page(PageContext(theme: .dark)).contains("<html lang=\"en\" data-theme=\"dark\">"))
    #expect(page().contains("<html lang=\"en\"><head>"))
    #expect(page().contains("<title>Orders · Haat</title>"))
  }
}

@Suite struct `The pages of a list` {
  @Test func `lead to newer and older where there are some`() {
    let both = Pagination(newer: "?before=1", older: "?after=9", summary: "50 of 1,080").string()
    #expect(
      both.contains("href=\"?before=1\" rel=\"prev\"") && both.contains("href=\"?after=9\" rel=\"next\""))
    #expect(!Pagination(newer: nil, older: nil).string().contains("<a "))
  }

  @Test func `sort by a column, either way`() {
    let heading = SortHeading("Total", path: "?sort=total", direction: .descending, number: true).string()
    #expect(heading.hasPrefix("<th scope=\"col\" class=\"num\" aria-sort=\"descending\">"))
    #expect(!SortHeading("Total", path: "?").string().contains("aria-sort"))
  }
}
