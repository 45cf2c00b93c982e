import Basics
import HTML
import Lists
import Looks
import Web

/// What some words find among orders, customers and products.
struct SearchPage: Sendable {
  let shell: Shell
  let words: String
  let findings: [Findings]
  let path: String

  var found: [Findings] { findings.filter { !$0.rows.isEmpty } }
}
