import Testing

@testable import Operations

@Suite struct `Typing a command` {
  let usage = Usage(
    "import orders", operands: ["FILE"], flags: ["--dry-run"], options: ["--tenant": "SLUG"],
    required: ["--tenant"]
  )

  func words(_ text: String) throws -> Arguments {
    try Arguments(text.split(separator: " ").map(String.init), for: usage)
  }

  func complaint(_ text: String) -> String {
    do {
      _ = try words(text)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func `takes operands, options and flags in any order`() throws {
    let arguments = try words("--tenant acme sales.csv --dry-run")
    #expect(arguments.operands == ["sales.csv"])
    #expect(arguments.options == ["--tenant": "acme"])
    #expect(arguments.has("--dry-run"))
  }

  @Test func `takes a value behind an equals sign, and one that holds another`() throws {
    #expect(try words("f.csv --tenant=a=b").options == ["--tenant": "a=b"])
  }

  @Test func `takes everything behind two hyphens as operands, and a single hyphen as one`() throws {
    #expect(try words("--tenant acme -- --dry-run").operands == ["--dry-run"])
    #expect(try words("--tenant acme -").operands == ["-"])
  }

  @Test func `names what is missing, what is too much, and how it is used`() {
    #expect(complaint("--tenant acme").hasPrefix("haat import orders needs FILE."))
    #expect(complaint("a.csv").hasPrefix("haat import orders needs --tenant SLUG."))
    #expect(
      complaint("--tenant acme a.csv b.csv").hasPrefix("haat import orders can do nothing with “b.csv”."))
    #expect(complaint("--tenant acme").hasSuffix("usage: haat import orders FILE --tenant SLUG [--dry-run]"))
  }

  @Test(
    arguments: [
      ("a.csv --tenat acme", "--tenat is not an option of haat import orders. Did you mean --tenant?"),
      ("a.csv --colour red", "--colour is not an option of haat import orders."),
      ("a.csv --tenant", "--tenant needs a value."), ("a.csv --tenant=", "--tenant needs a value."),
      ("a.csv --dry-run=yes", "--dry-run takes no value."),
      ("a.csv --tenant a --tenant b", "--tenant is given twice."),
    ])
  func `refuses what it does not understand`(typed: String, said: String) {
    #expect(complaint(typed).hasPrefix(said + "\n"))
  }
}

@Suite struct `A table of commands` {
  let table = CommandTable([
    Command(Usage("serve"), "Serves") { _ in 0 },
    Command(Usage("import orders", operands: ["FILE"]), "Imports") { $0.operands == ["f"] ? 7 : 1 },
    Command(Usage("fail"), "Fails") { _ in throw Trouble("It is broken.", mend: "Mend it.") },
  ])

  @Test func `runs the command of one word or two, and gives back its code`() {
    #expect(table.run(["haat", "serve"]) == 0)
    #expect(table.run(["haat", "import", "orders", "f"]) == 7)
  }

  @Test func `ends with 2 when asked wrongly, with 1 when it cannot be done, with 0 for help`() {
    #expect(table.run(["haat"]) == 2)
    #expect(table.run(["haat", "sreve"]) == 2)
    #expect(table.run(["haat", "import"]) == 2)
    #expect(table.run(["haat", "import", "orders"]) == 2)
    #expect(table.run(["haat", "fail"]) == 1)
    #expect(table.run(["haat", "help"]) == 0)
    #expect(table.run(["haat", "serve", "--help"]) == 0)
  }
}

@Suite struct `Guessing a name` {
  @Test func `finds a slip of the finger and nothing far off`() {
    #expect(nearest(to: "sreve", among: ["serve", "work"]) == "serve")
    #expect(nearest(to: "HAAT_PROT", among: ["HAAT_PORT", "HAAT_BIND"]) == "HAAT_PORT")
    #expect(nearest(to: "deploy", among: ["serve", "work"]) == nil)
    #expect(nearest(to: "wo", among: ["go"]) == nil)
  }
}
