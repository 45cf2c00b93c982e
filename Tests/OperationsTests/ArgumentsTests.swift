import Testing

@testable import Operations

@Suite struct `Typing a command` {
  let usage = Usage("import orders", operands: ["FILE"], flags: ["--dry-run"], options: ["--tenant": "SLUG"], required: ["--tenant"])

  @Test func `takes operands, options and flags in any order`() throws {
    let arguments = try Arguments(["--tenant", "acme", "sales.csv", "--dry-run"], for: usage)
    #expect(arguments.operands == ["sales.csv"])
    #expect(arguments.options == ["--tenant": "acme"])
    #expect(arguments.has("--dry-run"))
  }
}
