import Basics
import Database
import Foundation
import HTTP
import Tenancy
import TestKit
import Testing
import Web

@testable import Orders

@Suite(.serialized) struct `Looking through orders` {
  let books: Books

  init() async throws { books = try await Books() }

  private static let rows = [
    "536365,85123A,HEART HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom",
    "536365,71053,METAL LANTERN,6,2010-12-01 08:26:00,3.39,17850,United Kingdom",
    "536366,22633,HAND WARMER,100,2010-12-02 09:00:00,1.85,17850,United Kingdom",
    "C536379,71053,METAL LANTERN,-1,2010-12-03 09:41:00,3.39,17850,United Kingdom",
    "536370,22728,\"<b>ALARM</b> CLOCK\",24,2010-12-02 23:59:00,3.75,12583,France",
    "536370,POST,POSTAGE,3,2010-12-02 23:59:00,18.00,12583,France",
    "536414,22139,,56,2010-12-04 11:52:00,0.0,,United Kingdom",
    "A563185,B,Adjust bad debt,1,2010-12-05 14:50:00,11062.06,,United Kingdom",
  ]

  private func fill(_ rows: [String] = rows) async throws {
    let folder = try Folder()
    defer { folder.remove() }
    let text = ([OddFile.header] + rows).joined(separator: "\n")
    try await books.bring(try folder.write(Array(text.utf8), to: "orders.csv"))
  }

  /// The numbers on a page of the list, from top to bottom.
  private func numbers(_ query: String, _ visitor: Visitor) async throws -> [String] {
    let page = try await visitor.get(books.shop.path("/orders\(query)"))
    #expect(page.status == 200)
    return page.markup.elements.filter { $0.name == "td" && $0["class"] == "lead" }.compactMap {
      $0.text.split(separator: " ").first.map { String($0).trimmingCharacters(in: .whitespacesAndNewlines) }
    }
  }

  @Test func `finds by number, customer, kind, state and days, and sorts`() async throws {
    try await fill()
    let visitor = try await books.shop.visitor()
    let all = ["A563185", "536414", "C536379", "536370", "536366", "536365"]
    #expect(try await numbers("", visitor) == all)
    #expect(try await numbers("?sort=oldest", visitor) == all.reversed())
    #expect(try await numbers("?sort=total", visitor).prefix(3) == ["536366", "536370", "536365"])
    #expect(try await numbers("?q=53636", visitor) == ["536366", "536365"])
    #expect(try await numbers("?q=c5363", visitor) == ["C536379"])
    #expect(try await numbers("?q=17850", visitor) == ["C536379", "536366", "536365"])
    #expect(try await numbers("?q=%25", visitor) == [])
    #expect(try await numbers("?kind=cancellation", visitor) == ["C536379"])
    #expect(try await numbers("?kind=other", visitor) == ["A563185", "536414"])
    #expect(try await numbers("?kind=order&state=returned", visitor) == [])
    #expect(
      try await numbers("?period=custom&from=2010-12-02&to=2010-12-02", visitor) == ["536370", "536366"])
    #expect(try await numbers("?from=2010-12-04", visitor) == ["A563185", "536414"])
    #expect(try await numbers("?period=today", visitor) == [])
    #expect(try await numbers("?q=17850&kind=order&sort=oldest", visitor) == ["536365", "536366"])
    #expect(try await numbers("?period=nonsense&sort=x&kind=y&at=zzz&from=2010-99-99", visitor) == all)
  }

  @Test(arguments: ["newest", "oldest", "total"])
  func `begins at the start for a place that no row can have`(sort: String) async throws {
    try await fill()
    let visitor = try await books.shop.visitor()
    let all = try await numbers("?sort=\(sort)", visitor)
    let key = UUID().uuidString.lowercased()
    for value in ["-210866803200000001", "-9223372036854775807", "9223372036854775806"] where sort != "total"
    {
      for direction in [Cursor.Direction.newer, .older] {
        let place = Cursor(direction, [value, key]).text
        #expect(try await numbers("?sort=\(sort)&at=\(place)", visitor) == all)
      }
    }
    for keys in [["x", key], ["1", "x"], ["9223372036854775808", key]] {
      #expect(try await numbers("?sort=\(sort)&at=\(Cursor(.older, keys).text)", visitor) == all)
    }
    // A mark behind it makes no other character of a sign that `like` knows.
    #expect(try await numbers("?q=%25%CC%B8", visitor) == [])
    #expect(try await numbers("?q=5%25%CC%B8", visitor) == [])
  }

  @Test(arguments: ["newest", "oldest", "total"])
  func `turns pages there and back without losing or repeating a row`(sort: String) async throws {
    // Many of the same time and the same total: only the key tells them apart.
    try await fill(
      (0..<120).map { "\(700_000 + $0),22139,MUG,1,2011-01-0\(1 + $0 % 2) 10:00:00,2.50,7,France" })
    let visitor = try await books.shop.visitor()
    let first = try await visitor.get(books.shop.path("/orders?sort=\(sort)"))
    var pages = [first]
    while let next = link("next", pages[pages.count - 1]) { pages.append(try await visitor.get(next)) }
    let seen = pages.flatMap(leads)
    #expect(pages.count == 3)
    #expect(Set(seen).count == 120 && seen.count == 120)
    var back = [leads(pages[2])]
    var page = pages[2]
    while let previous = link("prev", page) {
      page = try await visitor.get(previous)
      back.append(leads(page))
    }
    #expect(back.reversed().flatMap { $0 } == seen)
    #expect(link("prev", first) == nil)
  }

  private func link(_ relation: String, _ page: FetchedPage) -> String? {
    page.markup.elements.first { $0["rel"] == relation }?["href"]?.replacing("&amp;", with: "&")
  }

  private func leads(_ page: FetchedPage) -> [String] {
    page.markup.elements.filter { $0.name == "td" && $0["class"] == "lead" }.map(\.text)
  }

  @Test func `shows an order with its lines, its heads and the customer's others`() async throws {
    try await fill()
    let visitor = try await books.shop.visitor()
    let page = try await visitor.get(try await address("536370"))
    #expect(page.status == 200)
    for words in [
      "Order 536370", "<b>ALARM</b> CLOCK", "Postage", "£90.00", "£54.00", "£144.00", "12583", "France",
    ] {
      #expect(page.words.contains(words), "\(words)")
    }
    let cancellation = try await visitor.get(try await address("C536379"))
    for words in ["Cancellation C536379", "Refunds", "536366", "536365", "Orders that it may belong to"] {
      #expect(cancellation.words.contains(words), "\(words)")
    }
    let debt = try await visitor.get(try await address("A563185"))
    #expect(debt.words.contains("Bad debt, no sale"))
    #expect(debt.words.contains("names no customer"))
  }

  @Test func `shows the first lines of an order that has thousands, and the sums of all`() async throws {
    let goods = (0..<700).map { "1,22139,MUG \($0),1,2011-01-01 10:00:00,2.50,7,France" }
    let postage = (0..<30).map { _ in "1,POST,POSTAGE,1,2011-01-01 10:00:00,1.50,7,France" }
    try await fill(goods + postage)
    let page = try await books.shop.visitor().get(try await address("1"))
    #expect(page.words.contains("MUG 499") && !page.words.contains("MUG 500"))
    #expect(page.words.contains("These are the first 500 of 730 lines."))
    #expect(
      page.words.contains("£1,750.00") && page.words.contains("£45.00") && page.words.contains("£1,795.00"))
  }

  private func address(_ number: String) async throws -> String {
    let db = books.shop.db
    let id = try await db.one(
      "select id from orders where tenant_id = \(db.tenant) and source_number = \(number)", as: Order.ID.self)
    return books.shop.path("/orders/\(id)")
  }

  @Test func `tells a new shop how to bring its orders`() async throws {
    let page = try await books.shop.visitor().get(books.shop.path("/orders"))
    #expect(page.words.contains("Your orders will be here"))
    #expect(page.markup.elements.contains { $0["href"] == books.shop.path("/orders/imports") })
  }

  @Test func `speaks Bengali`() async throws {
    try await fill()
    let visitor = try await books.shop.visitor(language: "bn")
    let list = try await visitor.get(books.shop.path("/orders"))
    #expect(list.words.contains("সব অর্ডার") || list.words.contains("অর্ডার"))
    #expect(!list.words.contains("Newest first"))
    let order = try await visitor.get(try await address("536370"))
    #expect(order.words.contains("ডাক খরচ"))
  }

  @Test func `does not show another shop's order`() async throws {
    try await fill()
    let theirs = try await address("536370").split(separator: "/").last ?? ""
    let visitor = try await Books().shop.visitor()
    #expect(try await visitor.get(books.shop.path("/orders")).status == 404)
    let other = try await Books()
    let page = try await other.shop.visitor().get(other.shop.path("/orders/\(theirs)"))
    #expect(page.status == 404)
  }

  @Test func `gives the list as CSV, as it is filtered and without formulas`() async throws {
    try await fill(Self.rows + ["=1+1,22139,MUG,1,2011-01-01 10:00:00,2.50,@seven,France"])
    let visitor = try await books.shop.visitor()
    let answer = try await visitor.postConfirmed(books.shop.path("/orders.csv?from=2010-12-05&sort=oldest"))
    #expect(answer.headers.first("Content-Disposition")?.hasPrefix("attachment; filename=\"orders-") == true)
    #expect(
      answer.text == """
        \u{FEFF}number,customer,placed,country,lines,total,state\r
        A563185,,2010-12-05T14:50:00,United Kingdom,1,0.00,delivered\r
        "'=1+1","'@seven",2011-01-01T10:00:00,France,1,2.50,delivered\r

        """)
  }
}
