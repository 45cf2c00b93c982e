import Foundation
import Testing

@testable import TemplateCompiler

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

@Suite struct `The messages of the templates` {
  @Test func `are found wherever they stand`() throws {
    let template = """
      <p title="{{ t("A \\(a)") }}">{{ x ?? t("B \\"\\(b("c")) \\(d)") }}</p>{% if t("D") == e %}{% end %}
      {% include F(t("G"), h: "i", j: [t("K")]) %}{{ t(l) }}
      """
    let source = Source(path: "X.html", bytes: Array(template.utf8))
    #expect(try Parser.parse(source).messages == ["A {1}", "B \"{1} {2}", "D", "G", "K"])
  }

  @Test func `all have their Bengali`() throws {
    let json = try Data(contentsOf: root.appending(path: "Localizations/bn.json"))
    let catalog = Set(try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any]).keys)
    let folder = root.appending(path: "Templates")
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var lacking: [String] = []
    for case let file as URL in files where file.pathExtension == "html" {
      let source = Source(path: file.lastPathComponent, bytes: Array(try Data(contentsOf: file)))
      let messages = try Parser.parse(source).messages
      lacking += messages.filter { !catalog.contains($0) }.map { "\(file.lastPathComponent): \($0)" }
    }
    #expect(lacking == [])
  }

  @Test func `are where the test looks for them`() throws {
    #expect(
      FileManager.default.fileExists(atPath: root.appending(path: "Templates/Looks/StaffLayout.html").path()))
  }
}
