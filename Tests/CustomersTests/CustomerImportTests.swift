import Basics
import Database
import Foundation
import Imports
import Tenancy
import TestKit
import Testing

@testable import Customers

/// A shop to bring customers into.
struct Book {
  let shop: Shop
  init() async throws { shop = try await Shop() }

  @discardableResult
  func bring(_ text: String, source: String = "shop") async throws -> Import {
    let path = NSTemporaryDirectory() + "customers-\(Shop.mark()).csv"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await shop.bring(path, of: CustomerImport.self, source: source)
  }

  func undo(_ imported: Import) async throws {
    try await Import.undo(imported.id, of: CustomerImport.self, at: .now, in: shop.db)
    let run = try await ImportRun<CustomerImport>.begin(
      imported.id, undoing: true, patience: .zero, storage: TestSite.storage, in: shop.db)
    try await run?.undo()
  }

  /// Everybody, without keys and times of writing.
  func contents() async throws -> [String] {
    var contents: [String] = []
    for id in try await ids() {
      let facts = try await CustomerFacts.find(id, currency: shop.tenant.currency, in: shop.db)
      let row = facts.row
      let place = [facts.address, row.city, row.region, facts.postcode, row.country].joined(separator: "|")
      let accepts = row.acceptsMarketing.map { $0 ? "t" : "f" } ?? ""
      contents.append(
        "\(facts.source)/\(row.key) \(row.name) <\(row.email)> \(row.phone) \(place) [\(row.tags.joined(separator: ","))] \(facts.note) \(accepts)"
      )
    }
    return contents
  }

  func ids() async throws -> [Customer.ID] {
    try await shop.db.all("select id from customers where tenant_id = \(shop.db.tenant) order by number")
  }

  func refusals(of imported: Import) async throws -> [String] {
    try await Refusal.page(of: imported.id, behind: 0, limit: 1000, in: shop.db).map {
      "\($0.line) \($0.problem.key)"
    }
  }
}

extension Import {
  fileprivate var rows: [Int] {
    [progress.outcome.added, progress.outcome.changed, progress.outcome.known, progress.refused]
  }
  fileprivate func count(_ key: CustomerCount) -> Int {
    report?.counts.first { $0.key == key.rawValue }?.count ?? 0
  }
}

@Suite struct `Importing customers` {
  private let book: Book
  init() async throws { book = try await Book() }

  private let shopify = """
    Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,\
    Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,\
    Default Address Zip,Default Address Phone,Phone,Total Spent,Note,Tags
    '7001,Rahima,Khatun,Rahima@Example.com,yes,,12 Road 5,Flat 3,Dhaka,DHA,BD,'1209,,'+8801712345678,120.50,Likes tea,"vip, dhaka"
    '7002,,,ওয়েব@bad,no,,,,,,,,,,,,
    '7003,,,,,Padma Traders,,,,,,,০১৮১২-৩৪৫৬৭৮,,0,,
    ,Karim,,karim@example.com,,,,,,,,,,,,,
    ,,,,,,,,,,,,,(555) 229-3326,,,
    ,Nobody,,,,,,,,,,,,,,,
    '7001,Again,,,,,,,,,,,,,,,

    """

  @Test func `reads Shopify's file, with numbers and addresses as they are meant`() async throws {
    let imported = try await book.bring(shopify)
    #expect(imported.rows == [4, 0, 0, 3])
    #expect(
      try await book.contents() == [
        "shop/7001 Rahima Khatun <Rahima@example.com> +8801712345678 12 Road 5, Flat 3|Dhaka|DHA|1209|BD [vip,dhaka] Likes tea t",
        "shop/7003 Padma Traders <> +8801812345678 |||| []  ",
        "shop/ Karim <karim@example.com>  |||| []  ",
        "shop/ •••26 <> (555) 229-3326 |||| []  ",
      ])
    #expect(try await book.refusals(of: imported) == ["3 email email", "7 unknown", "8 twice"])
    #expect(imported.count(.customers) == 4)
    #expect(imported.count(.emails) == 2)
    #expect(imported.count(.phones) == 2)
    #expect(imported.count(.oddPhones) == 1)
    #expect(imported.count(.unnamed) == 1)
  }

  @Test func `changes nothing the second time, and is taken back without a trace`() async throws {
    let first = try await book.bring(shopify)
    let before = try await book.contents()
    let again = try await book.bring(shopify)
    #expect(again.rows == [0, 0, 4, 3])
    #expect(try await book.contents() == before)
    try await book.undo(again)
    #expect(try await book.contents() == before)
    try await book.undo(first)
    #expect(try await book.contents().isEmpty)
  }

  @Test func `reads WooCommerce's file`() async throws {
    try await book.bring(
      """
      ID,user_email,billing_first_name,billing_last_name,billing_phone,billing_address_1,billing_address_2,billing_city,\
      billing_state,billing_postcode,billing_country
      5,a@example.com,Amina,Begum,01712 345 678,1 Lane,,Sylhet,BD-60,3100,BD

      """)
    #expect(
      try await book.contents() == [
        "shop/5 Amina Begum <a@example.com> +8801712345678 1 Lane|Sylhet|BD-60|3100|BD []  "
      ])
  }

  @Test func `finds whom another file has named by e-mail or telephone, and changes only what it says`()
    async throws
  {
    try await book.bring(
      "Customer ID,Name,Email,Phone,City\n1,Amina,a@example.com,01712345678,Dhaka\n", source: "till")
    let before = try await book.contents()
    let second = try await book.bring("Email,Name,Tags\nA@EXAMPLE.COM,Amina Begum,vip\n", source: "web")
    #expect(second.rows == [0, 1, 0, 0])
    #expect(
      try await book.contents() == [
        "till/1 Amina Begum <A@example.com> +8801712345678 |Dhaka||| [vip]  "
      ])
    let third = try await book.bring("Phone,Note\n+880 1712-345678,calls\n", source: "phone")
    #expect(third.rows == [0, 1, 0, 0])
    #expect(try await book.contents().count == 1)
    try await book.undo(third)
    try await book.undo(second)
    #expect(try await book.contents() == before)
  }

  @Test func `does not make one person of two who share a telephone or an address`() async throws {
    let text = """
      Customer ID,Name,Email,Phone
      1,Amina,a@example.com,01712345678
      2,Babul,b@example.com,01712345678
      3,Chand,,01712345678
      4,Amina B,a@example.com,

      """
    let imported = try await book.bring(text)
    #expect(imported.rows == [4, 0, 0, 0])
    #expect(imported.count(.sharedPhones) == 2)
    #expect(imported.count(.sharedEmails) == 1)
    #expect(try await book.bring(text).rows == [0, 0, 4, 0])
    #expect(try await book.bring("Customer ID,Name,Email\n9,Amina,a@example.com\n").rows == [1, 0, 0, 0])
  }

  @Test func `keeps as many tags as a person may have`() async throws {
    let book = try await Book()
    let tags = (1...250).map { _ in String(UInt64.random(in: 0 ... .max), radix: 36) }
    let imported = try await book.bring("Email,Tags\na@x.com,\"\(tags.joined(separator: ", "))\"\n")
    #expect(imported.state == .finished)
    #expect(try await book.contents().first?.contains("[\(tags.joined(separator: ","))]") == true)
  }

  @Test func `names whom an order had brought by a number alone`() async throws {
    let db = book.shop.db
    let target = ImportTarget(
      id: nil, source: "shop",
      shop: ImportShop(currency: book.shop.tenant.currency, zone: book.shop.tenant.zone))
    var who = NamedCustomer(key: "17850")
    who.meet(
      name: "", email: "", phone: "", country: "United Kingdom", region: "", city: "",
      at: Instant(seconds: 1_300_000_000))
    let named = who
    let ids = try await db.transaction { db in try await Customer.adopt([named], for: target, in: db) }
    try await book.bring("CustomerID,Name,Email\n17850,Nora,n@example.com\n")
    #expect(try await book.contents() == ["shop/17850 Nora <n@example.com>  ||||United Kingdom []  "])
    let again = try await db.transaction { db in try await Customer.adopt([named], for: target, in: db) }
    #expect(again == ids)
    #expect(try await book.contents() == ["shop/17850 Nora <n@example.com>  ||||United Kingdom []  "])
  }

  @Test func `has pages of its own`() async throws {
    let imported = try await book.bring(shopify)
    let visitor = try await book.shop.visitor(language: "bn")
    #expect(try await visitor.get(book.shop.path("/customers/imports")).status == 200)
    let report = try await visitor.get(book.shop.path("/customers/imports/\(imported.id)"))
    #expect(report.text.contains("ই-মেইল ঠিকানা নয়"))
  }

  @Test func `reads back the file that is written of it`() async throws {
    try await book.bring(shopify)
    try await book.bring(
      "Email,Name,Note,Tags,Accepts marketing,Address\nx@example.com,\"=1+1, \"\"Q\"\"\",\"two\nlines\",\"a, b\",0,@home\n"
    )
    let written =
      CustomerSheet.header + (try await CustomerSheet.lines(of: book.ids(), in: book.shop.db))
    let other = try await Book()
    let imported = try await other.bring(String(decoding: written, as: UTF8.self))
    #expect(imported.rows == [5, 0, 0, 0])
    #expect(try await other.contents() == book.contents())
    let visitor = try await book.shop.visitor()
    let page = try await visitor.postConfirmed(book.shop.path("/customers.csv?format=own"))
    #expect(page.text.split(separator: "\r\n").count == 6)
  }

  @Test func `reads Magento's sample file`() async throws {
    let path =
      "/work/shared/data/catalogs/magento/sample_data/CustomerSampleData/fixtures/customer_profile.csv"
    guard FileManager.default.fileExists(atPath: path) else { return print("\(path) is not on this machine") }
    let imported = try await book.shop.bring(path, of: CustomerImport.self)
    #expect(imported.rows == [1, 0, 0, 0])
    let contents = try await book.contents()
    #expect(contents.count == 1)
    #expect(
      contents[0].hasPrefix(
        "csv/ Veronica Costello <roni_cost@example.com> (555) 229-3326"))
    #expect(contents[0].hasSuffix("|Calder|Michigan|49628-7978|US []  "))
  }
}
