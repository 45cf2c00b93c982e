import Basics
import Database
import HTML
import HTTP
import Localization
import Tenancy
import TestKit
import Testing

@testable import Insights
@testable import Orders

@Suite struct `The page of a dashboard` {
  private struct Sums: Equatable {
    var rows = 0
    var orders = 0
    var gross: Double = 0
    var refunds: Double = 0
    var total: Double = 0
    var net: Double { ((gross - refunds) * 100).rounded() / 100 }
  }

  /// What the rows of a list come to, all of them.
  private func sums(_ address: String, _ visitor: Visitor) async throws -> Sums {
    let file = address.replacing("/orders?", with: "/orders.csv?columns=all&")
    let lines = try await visitor.postConfirmed(file).text.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let head = try #require(lines.first).map { $0.trimmingPrefix("\u{FEFF}") }
    func column(_ name: String) throws -> Int { try #require(head.firstIndex { $0 == name }, "\(head)") }
    let (kind, gross, refunds) = (try column("kind"), try column("gross"), try column("refunds"))
    let total = try column("total")
    return lines.dropFirst().reduce(into: Sums()) { sums, line in
      sums.rows += 1
      if line[kind] == "order" { sums.orders += 1 }
      sums.gross += Double(line[gross]) ?? .nan
      sums.refunds += Double(line[refunds]) ?? .nan
      sums.total = ((sums.total + (Double(line[total]) ?? .nan)) * 100).rounded() / 100
    }
  }

  private func amount(_ text: String) -> Double? {
    Double(text.filter { "0123456789.−".contains($0) }.replacing("−", with: "-"))
  }

  @Test(arguments: ["month", "yesterday", "quarter", "last-month"])
  func `opens from each figure rows that add up to it`(preset: String) async throws {
    let sold = try await SoldShop(seed: 21)
    let visitor = try await sold.shop.visitor()
    let page = try await visitor.get(sold.shop.path("?period=\(preset)"))
    let tiles = page.markup.all("a").filter { $0["class"] == "stat" }
    #expect(tiles.count == 6)
    var figures: [String: (value: Double?, sums: Sums)] = [:]
    for tile in tiles {
      let parts = page.markup.within(tile)
      let label = try #require(parts.first { $0["class"] == "label" }).text
      let value = try #require(parts.first { $0["class"] == "value num" }).text
      figures[label] = (amount(value), try await sums(try #require(tile["href"]), visitor))
    }
    func check(_ label: String, _ figure: (Sums) -> Double) throws {
      let found = try #require(figures[label])
      #expect(found.value == figure(found.sums), "\(label)")
    }
    try check("Net sales") { $0.net }
    try check("Orders") { Double($0.rows) }
    try check("Refunds") { ($0.refunds * 100).rounded() / 100 }
    try check("New customers") { Double($0.rows) }
    try check("Returning customers") { Double($0.rows) }
    let average = try #require(figures["Average order value"])
    #expect(abs((average.value ?? 0) - average.sums.gross / Double(max(average.sums.orders, 1))) <= 0.0051)
  }

  @Test func `has in each table rows that open what they say`() async throws {
    let sold = try await SoldShop(seed: 22)
    let visitor = try await sold.shop.visitor()
    let page = try await visitor.get(sold.shop.path(""))
    // Days: the first figure of the row; places and weekdays: net sales and orders.
    var followed = 0
    for row in page.markup.all("tr") {
      let inside = page.markup.within(row)
      guard
        let link = inside.first(where: { $0.name == "a" && $0["href"]?.contains("/orders?") == true })?[
          "href"],
        !link.contains("product="), !link.contains("head=")
      else { continue }
      let sums = try await sums(link, visitor)
      let texts = inside.filter { $0.name == "td" }.map(\.text)
      let title = inside.first { $0.name == "th" }?.text ?? ""
      if link.contains("weekday=") {
        #expect(amount(texts[0]) == Double(sums.orders) && amount(texts[1]) == sums.net, "\(link)")
      } else if title == "All together" {
        #expect(amount(texts[0]) == sums.total, "\(link)")
      } else if title == "Gross sales" {
        #expect(amount(texts[0]) == (sums.gross * 100).rounded() / 100, "\(link)")
      } else if title == "Refunds" {
        #expect(amount(texts[0]) == -(sums.refunds * 100).rounded() / 100, "\(link)")
      } else if ["Cancellations", "Orders of nobody known"].contains(title) {
        #expect(amount(texts[0]) == Double(sums.rows), "\(link)")
      } else if link.contains("kind=order") {
        #expect(texts.compactMap(amount).reduce(0, +) == Double(sums.orders), "\(link)")
      } else {
        #expect(amount(texts[0]) == sums.net, "\(link)")
      }
      followed += 1
      if followed > 60 { break }
    }
    #expect(followed > 40)
    let product = try #require(page.markup.all("a").first { $0["href"]?.contains("product=") == true })
    let list = try await visitor.get(try #require(product["href"]))
    #expect(list.words.contains("Net sales of it\(product.text)"), "\(list.words.suffix(4000).prefix(500))")
  }

  @Test func `teaches a shop that has sold nothing, and says what is under way`() async throws {
    let shop = try await Shop()
    let visitor = try await shop.visitor()
    let empty = try await visitor.get(shop.path(""))
    #expect(empty.words.contains("Your sales will be here"))
    #expect(try await visitor.postConfirmed(shop.path("/sales.csv")).status == 404)
    try await StaleDays.mark(days: [LocalDate(days: 20_000)], in: shop.db)
    #expect(try await visitor.get(shop.path("")).words.contains("Your first figures are on their way"))
  }

  @Test func `says when figures are being counted, and when a check has found them wrong`() async throws {
    let sold = try await SoldShop(days: 3, seed: 23)
    let (db, visitor) = (sold.db, try await sold.shop.visitor())
    #expect(try await visitor.get(sold.shop.path("")).notices.isEmpty)
    try await StaleDays.mark(days: [sold.today], in: db)
    #expect(try await visitor.get(sold.shop.path("")).notices.contains { $0.contains("being counted anew") })
    try await db.run(
      """
      insert into figure_checks (tenant_id, id, checked_at, days, differences)
      values (\(db.tenant), gen_random_uuid(), now(), 3, '[{}, {}]')
      """)
    #expect(try await visitor.get(sold.shop.path("")).notices.contains { $0.contains("found 2 figures") })
  }

  @Test func `comes as a file, whole and by card`() async throws {
    let sold = try await SoldShop(days: 60, seed: 24)
    let visitor = try await sold.shop.visitor()
    let net = sold.net((sold.today - 29)...sold.today)
    let whole = try await visitor.postConfirmed(sold.shop.path("/sales.csv"))
    #expect(whole.headers.first("Content-Disposition")?.contains("attachment") == true)
    #expect(whole.text.contains("Figures,,Net sales,\(Money(minorUnits: net, .bdt).decimalText),"))
    let days = try await visitor.postConfirmed(sold.shop.path("/sales.csv?card=days")).text.split(
      separator: "\r\n")
    #expect(days.count == 31)
    let sum = days.dropFirst().compactMap {
      $0.split(separator: ",", omittingEmptySubsequences: false)[9].replacing(".", with: "")
    }
    .compactMap { Int64($0) }.reduce(0, +)
    #expect(sum == net)
    for card in DashboardFile.Card.allCases {
      let rows = try await visitor.postConfirmed(sold.shop.path("/sales.csv?card=\(card.rawValue)")).text
        .split(
          separator: "\r\n")
      let widths = Set(rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).count })
      #expect(rows.count > 1 && widths.count == 1, "\(card)")
    }
  }

  @Test func `is shown to people of the shop only`() async throws {
    let sold = try await SoldShop(days: 1, seed: 25)
    let stranger = try await Shop().visitor()
    #expect(try await stranger.postConfirmed(sold.shop.path("/sales.csv")).status == 404)
  }

  @Test func `speaks Bengali with both calendars`() async throws {
    let sold = try await SoldShop(days: 100, seed: 26)
    let visitor = try await sold.shop.visitor(language: "bn")
    let page = try await visitor.get(sold.shop.path("?period=yesterday"))
    let locale = sold.shop.tenant.locale.speaking(.bengali)
    #expect(page.text.contains(#"lang="bn""#))
    #expect(page.words.contains(locale.date(BanglaDate(sold.today - 1))))
  }
}
