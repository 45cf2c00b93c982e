import Foundation
import Localization
import Testing

@Suite struct `The catalogs` {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

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
}
