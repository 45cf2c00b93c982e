import Testing

/// Rules of the house that a pattern can see.
@Suite struct `What no file may hold` {
  @Test(arguments: [
    (#"(?:^|[^A-Za-z.])Task(?:\.detached)?\s*(?:\([^)]*\)\s*)?\{"#, "an unstructured task leaves its loop"),
    (#"SQL\(stringLiteral:"#, "text that comes at run time must not become SQL"),
    (#"HTML\(safe:"#, "text that comes at run time must not become markup"),
    (#"@unchecked Sendable"#, "the compiler checks it outside the kernel"),
    (#"nonisolated\(unsafe\)"#, "the compiler checks it outside the kernel"),
    (#"Unsafe(?:Mutable)?(?:Raw)?(?:Buffer)?Pointer"#, "no unsafe memory outside the kernel"),
  ])
  func `outside the kernel`(pattern: String, reason: String) throws {
    try expectNone(of: pattern, reason, in: SourceTree.swift.filter { !$0.path.contains("Sources/Kernel/") })
  }

  @Test(arguments: [
    (#"(?i)\bselect\s+\*"#, "name the columns"),
    (#"(?i)\bmerge\s+into\b"#, "not on a sharded database"),
    (#"(?i)\bset_config\s*\("#, "a sharded database does not pass it on"),
    (#"(?i)\bforce\s+row\s+level"#, "it stalls a shard move for ever"),
    (#"(?i)\bcreate\s+trigger\b"#, "not on a sharded database"),
    (#"(?i)\bmaterialized\s+view\b"#, "it reads every tenant"),
    (#"(?i)\bsecurity\s+definer\b"#, "it reads every tenant"),
    (#"(?i)\bon\s+delete\s+set\s+null\b"#, "not on a sharded database"),
  ])
  func `in SQL`(pattern: String, reason: String) throws {
    let sql = SourceTree.files(under: "migrations", endingIn: ".sql").filter {
      !$0.path.hasSuffix("schema.sql")
    }
    #expect(!sql.isEmpty)
    try expectNone(of: pattern, reason, in: SourceTree.swift + sql)
  }

  @Test(arguments: [
    (#"^\s*public\s"#, "`package` is the surface"),
    (#"\bas!\s"#, "it traps"),
    (#"\btry!\s"#, "it traps"),
    (#"\b(?:TODO|FIXME|XXX)\b"#, "do it, or leave it out"),
    (#"\bfatalError\("#, "a process may not die of a request"),
  ])
  func `anywhere`(pattern: String, reason: String) throws {
    try expectNone(of: pattern, reason, in: SourceTree.swift)
  }

  private func expectNone(of pattern: String, _ reason: String, in files: [SourceTree.File]) throws {
    let wanted = try Regex(pattern)
    for file in files {
      for line in file.code where line.text.contains(wanted) {
        Issue.record("\(file.path):\(line.number): \(line.text.prefix(90)) (\(reason))")
      }
    }
  }
}
