import Foundation
import Testing

/// The table of attacks names tests: each has to be there.
@Suite struct `The table of attacks` {
  private struct Row {
    let attack: String
    let tests: [String]
  }

  private func rows() throws -> [Row] {
    let text = try String(
      contentsOf: SourceTree.root.appendingPathComponent("Tests/ATTACKS.md"), encoding: .utf8)
    return text.split(separator: "\n").filter { $0.hasPrefix("| **") }.map { line in
      let cells = line.split(separator: "|")
      let names = cells.last?.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .compactMap { $0.offset.isMultiple(of: 2) ? nil : String($0.element) }
      return Row(attack: String(cells.first ?? ""), tests: names ?? [])
    }
  }

  @Test func `names tests that there are`() throws {
    let swift = SourceTree.files(under: "Tests", endingIn: ".swift").map(\.text).joined(separator: "\n")
    let python = SourceTree.files(under: "Tests", endingIn: ".py").map(\.text).joined(separator: "\n")
    let rows = try rows()
    #expect(rows.count >= 29)
    for row in rows {
      #expect(!row.tests.isEmpty, "\(row.attack) is tried by no test")
      for test in row.tests {
        #expect(
          swift.contains("func `\(test)`(") || python.contains("def \(test)("),
          "\(row.attack): no test `\(test)`")
      }
    }
  }
}
