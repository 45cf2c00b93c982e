import Basics
import Testing

@testable import Database

@Suite struct `The parts of the database` {
  @Test func `a statement's text is made of literals, and its values are numbered`() {
    let id = 5
    let inner: SQL = "a = \(id) or b = \("x; drop table notes")"
    let sql: SQL = "select 1 where \(fragment: inner) and c = \(true) \(fragment: .nothing)"
    #expect(sql.text == "select 1 where a = $1 or b = $2 and c = $3 ")
    #expect(sql.parameters.slots.map(\.oid) == [20, 25, 16])
    #expect(SQL.nothing.isEmpty)
    #expect(SQL.joined(["a", "b", "c"], by: ", ").text == "a, b, c")
  }

  @Test func `a statement is known again by where it is written`() throws {
    func sql(_ number: Int) -> SQL { "select \(number)" }
    func other(_ number: Int) -> SQL { "select \(number)" }
    var table = StatementTable()
    var added = 0
    let first = try table.find(sql(1)) { _ in added += 1 }
    #expect(try table.find(sql(2)) { _ in added += 1 } === first)
    #expect(try table.find(other(3)) { _ in added += 1 } === first)
    #expect(try table.find("select \(Int32(1))") { _ in added += 1 } !== first)
    #expect(added == 2)
    #expect(sql(1).identity == sql(2).identity)
  }

  @Test func `the table of statements is bounded`() throws {
    var table = StatementTable()
    let letters: [SQL] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
    for one in letters {
      for two in letters {
        for three in letters {
          for four in letters {
            let sql = SQL.joined([one, two, three, four], by: ".")
            #expect(try table.find(sql) { _ in }.text == sql.text)
          }
        }
      }
    }
    #expect(table.count <= StatementTable.limit)
  }

  @Test func `the least recently used statement goes first`() throws {
    var prepared = PreparedStatements(limit: 2)
    let statements = try ["a", "b", "c"].map { (sql: SQL) in try Statement(sql) }
    let first = prepared.add(statements[0])
    let second = prepared.add(statements[1])
    _ = prepared.find(statements[0])
    let third = prepared.add(statements[2])
    #expect(prepared.count == 2)
    #expect(prepared.takeDoomed().map { ObjectIdentifier($0) } == [ObjectIdentifier(second)])
    #expect(prepared.find(statements[0]) === first)
    prepared.forget(third, deallocating: false)
    #expect(prepared.takeDoomed().isEmpty)
    let again = prepared.add(statements[2])
    #expect(String(cString: again.name) != String(cString: third.name))
    // What failed under its old name does not touch the new one.
    prepared.forget(third, deallocating: true)
    #expect(prepared.find(statements[2]) === again)
  }

  @Test func `a queue keeps its order while it grows`() {
    var queue = Queue<Int>()
    var next = 0
    for number in 0..<1000 {
      queue.append(number)
      if number % 3 == 0 {
        #expect(queue.popFirst() == next)
        next += 1
      }
    }
    queue.prepend(-1)
    #expect(queue.popFirst() == -1)
    queue.removeAll { $0 % 2 == 0 }
    while let number = queue.popFirst() {
      if next % 2 == 0 { next += 1 }
      #expect(number == next)
      next += 1
    }
    #expect(next == 1000)
    #expect(queue.isEmpty)
  }

  @Test func `an address is resolved before libpq sees it, and keeps no password in its description`()
    async throws
  {
    let address = try ServerAddress("postgresql://someone:secret@localhost:5433/shops")
    let resolved = try await address.resolved()
    let hosts = (resolved["hostaddr"] ?? "").split(separator: ",")
    #expect(hosts.contains { $0 == "127.0.0.1" || $0 == "::1" })
    #expect(resolved["port"]?.split(separator: ",").allSatisfy { $0 == "5433" } == true)
    #expect(address.description == "someone@localhost/shops")
    let socket = try ServerAddress("postgresql:///shops?host=/tmp/somewhere")
    #expect(try await socket.resolved()["hostaddr"] == nil)
    #expect(throws: DatabaseError.self) { try ServerAddress("no_such_word=1") }
  }

  @Test func `times are counted in the bucket they belong to`() {
    var histogram = TimeHistogram()
    for nanoseconds: UInt64 in [0, 500_000, 500_001, 60_000_000_000] { histogram.add(nanoseconds) }
    #expect(histogram.counts.first == 2)
    #expect(histogram.counts[1] == 1)
    #expect(histogram.counts.last == 1)
    #expect(histogram.sum == 60_001_000_001)
  }
}
