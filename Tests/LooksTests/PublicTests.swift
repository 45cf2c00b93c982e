import Foundation
import Looks
import Testing

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

private func text(_ path: String) throws -> String {
  try String(contentsOf: root.appending(path: path), encoding: .utf8)
}

private func files(in folder: String, _ type: String) -> [String] {
  let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path())?.compactMap {
    $0 as? String
  }
  return (names ?? []).filter { $0.hasSuffix(".\(type)") }.map { "\(folder)/\($0)" }
}

@Suite struct `What is in Public` {
  @Test func `has a drawing for every icon`() throws {
    let sprite = try text("Public/icons.svg")
    for icon in Icon.Name.allCases { #expect(sprite.contains("<symbol id=\"\(icon.rawValue)\""), "\(icon)") }
  }

  @Test func `has every file that a template asks for`() throws {
    var count = 0
    for template in files(in: "Templates", "html") {
      for match in try text(template).matches(of: /page\.asset\("([^"]+)"\)/) {
        count += 1
        #expect(
          FileManager.default.fileExists(atPath: root.appending(path: "Public/\(match.1)").path()),
          "\(match.1)")
      }
    }
    #expect(count >= 6)
  }

  @Test func `writes colours in the tokens only`() throws {
    let sheets = files(in: "Public/css", "css").filter { !$0.hasSuffix("tokens.css") }
    #expect(sheets.count >= 3)
    for sheet in sheets {
      let found = try text(sheet).matches(of: /#[0-9a-fA-F]{3,8}\b|(?:rgba?|hsla?|oklch|oklab|lab|lch)\(/)
        .map(\.0)
      #expect(found.isEmpty, "\(sheet): \(found)")
    }
  }

  @Test func `uses no token that is not there`() throws {
    let sheets = try files(in: "Public/css", "css").map(text).joined()
    let declared = Set(sheets.matches(of: /(--[a-z0-9-]+)\s*:/).map { String($0.1) })
    // The second value of var() stands in for a token that only some pages have.
    let used = sheets.matches(of: /var\((--[a-z0-9-]+)\)/).map { String($0.1) }
    #expect(Set(used).subtracting(declared).isEmpty)
  }
}
