import Foundation
import Localization
import Testing

@Suite struct `The catalogs` {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test func `hold the Bengali of every message in the source`() throws {
    let bengali = try catalog(.bengali)
    var missing: [String] = []
    for file in try sources() {
      for literal in file.literals where literal.isMessage && literal.key.contains(where: \.isLetter) {
        if bengali[literal.key] == nil { missing.append("\(file.path):\(literal.line): \"\(literal.key)\"") }
      }
    }
    #expect(missing.isEmpty, "without Bengali:\n\(missing.joined(separator: "\n"))")
  }

  @Test func `hold nothing that is no longer said`() throws {
    let said = Set(try sources().flatMap { $0.literals.map(\.key) })
    for language in Language.allCases {
      let unused = try catalog(language).keys.filter { !said.contains($0) }.sorted()
      #expect(unused.isEmpty, "in \(language.rawValue).json and nowhere else: \(unused)")
    }
  }

  @Test(arguments: Language.allCases)
  func `put the same values into every form`(language: Language) throws {
    for (key, forms) in try catalog(language) {
      for (name, form) in forms {
        let missing = places(key).subtracting(places(form))
        #expect(places(form).isSubset(of: places(key)), "\(key): \(form)")
        #expect(missing.isEmpty || (name == "one" && missing.count == 1), "\(key): \(form)")
      }
    }
  }

  @Test func `are in Bengali where they should be`() throws {
    for (key, forms) in try catalog(.bengali) {
      for form in forms.values {
        let isBengali = form.unicodeScalars.contains { (0x980...0x9FF).contains($0.value) }
        #expect(isBengali || !key.contains(where: \.isLetter), "\(key): \(form)")
        #expect(form == form.trimmingCharacters(in: .whitespaces) && !form.isEmpty, "\(key)")
        #expect(!form.contains("।।") && !form.contains(" ।") && !form.hasSuffix("."), "\(key): \(form)")
      }
    }
  }

  @Test func `have English only where it has two forms`() throws {
    let bengali = try catalog(.bengali)
    for (key, forms) in try catalog(.english) {
      #expect(Set(forms.keys) == ["one", "other"] && forms["other"] == key && forms["one"] != key, "\(key)")
      #expect(bengali[key] != nil, "\(key)")
    }
  }

  @Test(arguments: Language.allCases)
  func `have one message a line and none twice`(language: Language) throws {
    let lines = try text(language).split(separator: "\n").dropFirst().dropLast()
    let keys = lines.compactMap { $0.firstMatch(of: /^  ("(?:[^"\\]|\\.)*"):\s/)?.1 }
    #expect(keys.count == lines.count)
    let twice = Dictionary(grouping: keys, by: { $0 }).filter { $1.count > 1 }.keys.sorted()
    #expect(twice.isEmpty)
  }

  @Test func `are refused when one is missing or broken`() throws {
    #expect(throws: (any Error).self) { try Catalog.load(root: "/nowhere") }
    _ = try Catalog.load(root: Self.root.path)
  }

  private func text(_ language: Language) throws -> String {
    try String(
      contentsOf: Self.root.appending(path: "Localizations/\(language.rawValue).json"), encoding: .utf8)
  }

  /// Form name to text, by key.
  private func catalog(_ language: Language) throws -> [String: [String: String]] {
    enum Entry: Decodable {
      case forms([String: String])
      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
          self = .forms(["other": text])
        } else {
          self = .forms(try container.decode([String: String].self))
        }
      }
    }
    let entries = try JSONDecoder().decode([String: Entry].self, from: Data(text(language).utf8))
    return entries.mapValues { entry in
      switch entry {
      case .forms(let forms): forms
      }
    }
  }

  private func places(_ text: String) -> Set<Substring> { Set(text.matches(of: /\{[1-9]\}/).map(\.output)) }

  private struct Source {
    let path: String
    let literals: [MessageScanner.Literal]
  }

  private func sources() throws -> [Source] {
    try ["Sources", "Templates"].flatMap { folder in
      let files = FileManager.default.enumerator(atPath: Self.root.appending(path: folder).path)
      return try (files?.compactMap { $0 as? String } ?? [])
        .filter { $0.hasSuffix(".swift") || $0.hasSuffix(".html") }
        .map { path in
          let text = try String(contentsOf: Self.root.appending(path: "\(folder)/\(path)"), encoding: .utf8)
          var scanner = path.hasSuffix(".html") ? MessageScanner(template: text) : MessageScanner(text)
          return Source(path: "\(folder)/\(path)", literals: scanner.literals())
        }
    }
  }
}

@Suite struct `The scanner of messages` {
  private func keys(_ source: String) -> [String] {
    var scanner = MessageScanner(source)
    return scanner.literals().filter(\.isMessage).map(\.key)
  }

  @Test func `finds them wherever they stand`() {
    #expect(keys(#"{{ t("Order \(order.number)") }}"#) == ["Order {1}"])
    #expect(
      keys(#"locale.text("\(names.joined(separator: ", ")) and \(count) more")"#) == ["{1} and {2} more"])
    #expect(
      keys(#"throw Failure.conflict("Only a paid order can be shipped.")"#) == [
        "Only a paid order can be shipped."
      ])
    #expect(keys(#"Problem("email", "Say \"yes\".")"#) == [#"Say "yes"."#])
    #expect(keys(#"let title: Message = "Orders"; Message("New order")"#) == ["Orders", "New order"])
    var template = MessageScanner(
      template: "<a title=\"{{ t(\"Open\") }}\">\n{% include Notice(text: t(\"No\")) %} t(\"x\")")
    let found = template.literals().filter(\.isMessage)
    #expect(found.map(\.key) == ["Open", "No"] && found.map(\.line) == [1, 2])
  }

  @Test func `passes over what is none`() {
    #expect(keys(#"print("x"); insert("y"); // t("z")"#) == [])
    #expect(keys("let sql = \"\"\"\nselect \"t(\"\n\"\"\"; t(\"a\")") == ["a"])
  }
}
