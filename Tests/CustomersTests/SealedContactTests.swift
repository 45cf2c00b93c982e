import Audit
import Basics
import Crypto
import Database
import Imports
import Jobs
import Tenancy
import TestKit
import Testing
import Vault

@testable import Customers

private let later = Instant.now + .seconds(7200)

extension Book {
  /// Every row of a table as text, as a dump has it.
  fileprivate func rows(of table: StaticString) async throws -> String {
    try await shop.db.all(
      "select t::text from \(fragment: SQL(stringLiteral: table)) t where tenant_id = \(shop.db.tenant)",
      as: String.self
    ).joined(separator: "\n")
  }

  fileprivate func rotate() async throws -> RotationStart {
    try await TestSite.vault.rotate(shop.db, by: Actor(kind: .command, name: "test"))
  }

  fileprivate func deleteKeys() async throws {
    try await TestSite.vault.deleteKeys(of: shop.db, by: Actor(kind: .command, name: "test"))
  }

  fileprivate func keys() async throws -> Int {
    try await shop.db.one("select count(*) from data_keys where tenant_id = \(shop.db.tenant)")
  }

  fileprivate func work(at now: Instant? = nil) async throws {
    try await shop.site.databases.runJobs(of: shop.db.tenant, by: TestSite.jobs, at: now)
  }

  fileprivate func contacts() async throws -> [[UInt8]?] {
    try await shop.db.all("select contact from customers where tenant_id = \(shop.db.tenant) order by number")
  }
}

@Suite struct `Contacts in the database` {
  let book: Book
  let rahima =
    "Customer ID,Name,Email,Phone,Address,Zip\n7,Rahima Begum,Rahima@example.com,01712345678,12 Lake Road,Z1209Y\n"
  let secrets = ["rahima@", "example.com", "1712345678", "Lake Road", "Z1209Y", "12345679"]

  init() async throws { book = try await Book() }

  @Test func `are sealed, also in what an undoing puts back, and where they stand for a key or a name`()
    async throws
  {
    try await book.bring(
      rahima + ",,nobody@example.com,,,\n,,,01812345679,,\nx@example.com,01712345670,,,,\n")
    try await book.bring("Customer ID,Phone\n7,01712345699\n", source: "till")
    try await book.bring("Email,Phone\nrahima@example.com,01712345699\n", source: "web")
    let contents = try await book.contents()
    #expect(
      contents[0].hasPrefix("shop/7 Rahima Begum <rahima@example.com> +8801712345699 12 Lake Road|||Z1209Y|"))
    #expect(contents[1].hasPrefix("shop/ n•••@example.com <nobody@example.com>"))
    #expect(contents[3].hasPrefix("shop/ •••70 <x@example.com> +8801712345670"))
    let dumped = try await book.rows(of: "customers") + book.rows(of: "import_changes")
    for secret in secrets + ["nobody@", "1812345679", "x@ex"] {
      // A mask stays of who has no name.
      let text = dumped.replacing("n•••@example.com", with: "")
      #expect(!text.lowercased().contains(secret.lowercased()), "\(secret)")
      #expect(!text.contains(Hex.encode(Array(secret.utf8))), "\(secret)")
    }
  }

  @Test func `are sealed in a row that is refused, too`() async throws {
    let imported = try await book.bring("Customer ID,Email,Phone\n,somebody@@example.com,01712345678\n")
    #expect(imported.progress.refused == 1)
    let refused = try await Refusal.page(of: imported.id, behind: 0, limit: 10, in: book.shop.db)
    #expect(refused.first?.fields == ["", "somebody@@example.com", "01712345678"])
    let dumped = try await book.rows(of: "import_refusals") + book.rows(of: "imports")
    for secret in ["somebody@", "1712345678"] {
      #expect(!dumped.contains(secret) && !dumped.contains(Hex.encode(Array(secret.utf8))), "\(secret)")
    }
    try await book.deleteKeys()
    #expect(
      try await Refusal.page(of: imported.id, behind: 0, limit: 10, in: book.shop.db).map(\.line) == [2])
    let owner = try await book.shop.visitor()
    #expect(try await owner.get(book.shop.path("/customers/imports/\(imported.id)")).status == 200)
  }

  @Test func `stay byte for byte where nothing new is said`() async throws {
    try await book.bring(rahima)
    let before = try await book.contacts()
    try await book.bring(rahima)
    try await book.bring("Email,Note\nRahima@example.com,calls\n", source: "web")
    #expect(try await book.contacts() == before)
  }

  @Test func `are found by the whole of them alone`() async throws {
    try await book.bring(rahima)
    let owner = try await book.shop.visitor()
    for words in ["RAHIMA@example.com", "01712-345678", "%2B880 1712 345678", "Rahima"] {
      let path = "/customers?q=\(words.replacing(" ", with: "+"))"
      #expect(try await owner.get(book.shop.path(path)).text.contains("Begum"), "\(words)")
    }
    for words in ["rahima@", "017123", "%2B8801712"] {
      #expect(
        try await !owner.get(book.shop.path("/customers?q=\(words)")).text.contains("Begum"), "\(words)")
    }
  }

  @Test func `are completed by an order, and found again by their address`() async throws {
    let db = book.shop.db
    let target = ImportTarget(
      id: nil, source: "orders",
      shop: ImportShop(currency: book.shop.tenant.currency, zone: book.shop.tenant.zone))
    func meet(_ key: String, name: String = "", email: String = "", phone: String = "") async throws
      -> Customer.ID?
    {
      var who = NamedCustomer(key: key)
      who.meet(
        name: name, email: email, phone: phone, country: "", region: "", city: "", at: Instant(seconds: 1))
      let named = who
      return try await db.transaction { db in try await Customer.adopt([named], for: target, in: db)[key] }
    }
    let first = try await meet("a@example.com", email: "a@example.com")
    #expect(try await book.contents() == ["orders/ a•••@example.com <a@example.com>  |||| []  "])
    #expect(try await meet("a@example.com", name: "Amina", phone: "+8801712345678") == first)
    #expect(try await meet("44", name: "A. B.", email: "A@example.com", phone: "+8801812345678") == first)
    #expect(
      try await book.contents() == ["orders/ Amina <a@example.com> +8801712345678 |||| []  "])
    let before = try await book.contacts()
    #expect(try await meet("a@example.com", email: "a@example.com") == first)
    #expect(try await book.contacts() == before)
    // A number that nobody has said the address of.
    #expect(try await meet("+8801912345678") != first)
    #expect(try await book.contents()[1] == "orders/ •••78 <> +8801912345678 |||| []  ")
  }

  @Test func `go over to another key, with what an undoing puts back`() async throws {
    try await book.bring(rahima)
    let before = try await book.contents()
    let imports = [
      try await book.bring("Customer ID,Phone\n7,01812345678\n"),
      try await book.bring("Customer ID,Phone\n7,01912345678\n"),
    ]
    #expect(try await book.rotate() == .begun)
    try await book.work()
    try await book.work(at: later)
    #expect(try await book.keys() == 2, "the old key is deleted")
    #expect(try await book.contents()[0].contains("+8801912345678"))
    // The first undoing hands its image on to the second.
    for imported in imports { try await book.undo(imported) }
    #expect(try await book.contents() == before)
  }

  @Test func `can be sealed anew while an import runs`() async throws {
    let lines = (0..<3000).map { "\($0),N\($0),n\($0)@example.com,\(String(1_712_000_000 + $0))" }
    try await book.bring("Customer ID,Name,Email,Phone\n" + lines.prefix(1000).joined(separator: "\n"))
    async let brought = book.bring(
      "Customer ID,Name,Email,Phone,Address\n" + lines.map { $0 + ",1 Lane" }.joined(separator: "\n"))
    #expect(try await book.rotate() == .begun)
    try await book.work()
    let imported = try await brought
    #expect(imported.state == .finished)
    try await book.work()
    try await book.work(at: later)
    #expect(try await book.keys() == 2)
    let contents = try await book.contents()
    #expect(contents.count == 3000)
    #expect(contents.allSatisfy { $0.contains("@example.com> +88017120") && $0.contains(" 1 Lane|") })
    try await book.undo(imported)
    let back = try await book.contents()
    #expect(back.count == 1000 && back.allSatisfy { $0.contains("@example.com> +88017120") })
  }
}

@Suite struct `Contacts whose key is gone` {
  let book: Book
  let text = "Customer ID,Name,Email,Phone\n7,Rahima Begum,rahima@example.com,01712345678\n"

  init() async throws {
    book = try await Book()
    try await book.bring(text)
    try await book.deleteKeys()
  }

  @Test func `are said to be unreadable, and lists go on with names`() async throws {
    let owner = try await book.shop.visitor()
    let list = try await owner.get(book.shop.path("/customers?cols=name,email,phone"))
    #expect(list.status == 200 && list.words.contains("Rahima Begum") && list.words.contains("Unreadable"))
    #expect(try await owner.get(book.shop.path("/customers?q=rahima")).words.contains("Begum"))
    let page = try await owner.get(book.shop.path("/customers/\(try await book.ids()[0])"))
    #expect(page.status == 200 && page.words.contains("Nobody can read them any more."))
    let file = try await owner.postConfirmed(book.shop.path("/customers.csv?format=own"))
    #expect(file.status == 200 && file.text.contains("Rahima Begum,,"))
  }

  @Test func `are known again when somebody brings them`() async throws {
    try await book.bring(text)
    #expect(try await book.contents().count == 1)
    #expect(try await book.contents()[0].contains("<rahima@example.com> +8801712345678"))
  }
}

@Suite struct `Contacts from before they were sealed` {
  let book: Book
  init() async throws { book = try await Book() }

  @Test func `are sealed by a job that may be killed, and the columns emptied`() async throws {
    let imported = try await book.bring("Customer ID,Name\n0,Zero\n")
    let db = book.shop.db
    try await db.run(
      """
      insert into customers (
        tenant_id, id, number, source, source_key, name, country, country_at, created_at, email, phone, address, postcode)
      select \(db.tenant), id, 100 + n, 'shop',
             case n % 3 when 0 then 'p' || n || '@example.com' when 1 then '+880171200' || (1000 + n) else n::text end,
             case n % 3 when 0 then 'p' || n || '@example.com' else 'Name' || n end, '', now(), now(),
             case n % 3 when 1 then '' else 'p' || n || '@example.com' end, '+880171200' || (1000 + n),
             n || ' Lake Road', 'Z1209Y'
        from unnest(\((1...1200).map { _ in Customer.ID() }), \(Array(1...1200))) u (id, n)
      returning id
      """)
    try await db.run(
      """
      insert into import_changes (tenant_id, import_id, subject, row_id, before)
      select \(db.tenant), \(imported.id), 'customers', id, to_jsonb(c) - 'contact'
        from customers c where tenant_id = \(db.tenant) and number = 102
      returning row_id
      """)
    // A run that is killed behind its first transaction.
    var killed = SealContacts()
    #expect(try await killed.advance(in: db))
    try await db.enqueue(SealContacts())
    try await book.work()
    let contents = try await book.contents()
    #expect(
      contents.contains("shop/ p•••@example.com <p3@example.com> +8801712001003 3 Lake Road|||Z1209Y| []  "))
    #expect(contents.contains("shop/ Name1 <> +8801712001001 1 Lake Road|||Z1209Y| []  "))
    #expect(contents.contains("shop/2 Name2 <p2@example.com> +8801712001002 2 Lake Road|||Z1209Y| []  "))
    let dumped = try await book.rows(of: "customers") + book.rows(of: "import_changes")
    for secret in ["p3@", "8801712", "Lake Road", "Z1209Y"] { #expect(!dumped.contains(secret), "\(secret)") }

    // The same people again are the same, and what was noted before comes back.
    try await book.bring("Email,Phone\np3@example.com,+8801712001003\n,+8801712001001\n")
    #expect(try await book.contents() == contents)
    try await db.run(
      "update customers set contact = null where tenant_id = \(db.tenant) and number = 102")
    try await book.undo(imported)
    #expect(try await book.contents().contains { $0.contains("<p2@example.com> +8801712001002 2 Lake Road") })
  }
}
