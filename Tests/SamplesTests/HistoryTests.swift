import Basics
import Catalog
import Customers
import Orders
import Testing

@testable import Samples

/// What every figure of a sample is made of, without a database.
@Suite struct `The history of a sample shop` {
  /// As it was on the day of a release, so that its feasts are known: opened on 27 August 2025.
  static let today = LocalDate.known(2026, 11, 20)
  static let grocery = Telling(.grocery, today)
  static let fashion = Telling(.fashion, today)
  static let both = [grocery, fashion]

  @Test(arguments: SampleKind.allCases)
  func `is the same whoever asks, whenever, and for how far ahead`(_ kind: SampleKind) {
    let opened = Self.today - Story.span
    let short = Telling.history(kind, opened: opened, through: opened + 60)
    let long = Telling.history(kind, opened: opened, through: opened + 700)
    for number in [0, 1, 17, 60] {
      let (one, other) = (short.day(opened + number), long.day(opened + number))
      #expect(Telling.text(one) == Telling.text(other))
      #expect(!one.orders.isEmpty)
    }
  }

  @Test func `is known to the letter, so that no change of it goes unnoticed`() {
    let first = Self.grocery.days[100].orders[0]
    #expect(first.number == "251205-01")
    #expect(Telling.checksum(Self.grocery) == 5_762_565_875_086_268_629)
    #expect(Telling.checksum(Self.fashion) == 16_611_270_628_997_062_393)
  }

  @Test(arguments: both) func `gives every order a number of its own`(_ shop: Telling) {
    let numbers = shop.orders.map(\.number)
    #expect(Set(numbers).count == numbers.count)
  }

  @Test(arguments: both) func `sells what is in the catalogue, to customers who were told of`(_ shop: Telling)
  {
    let codes = Set(shop.history.codes)
    let known = Set(shop.days.flatMap(\.customers).map(\.key))
    for order in shop.orders {
      if let customer = order.customer { #expect(known.contains(customer)) }
      for line in order.lines where LineHead.isGoods(line.sku) { #expect(codes.contains(line.sku)) }
      #expect(order.lines.contains { $0.head == .product })
    }
    #expect(shop.history.products(on: Self.today).flatMap(\.variants).map(\.sku).count == codes.count)
  }

  @Test(arguments: both) func `has the orders of a small shop, and more of them as time goes by`(
    _ shop: Telling
  ) {
    let usual = shop.days.map { $0.orders.count { !$0.isCancellation } }
    #expect((12...45).contains(usual.reduce(0, +) / usual.count))
    #expect(usual.allSatisfy { (2...110).contains($0) })
    #expect(shop.mean(of: 290..<330) > shop.mean(of: 20..<60) * 1.1)
  }

  @Test(arguments: both) func `says what day and hour it is`(_ shop: Telling) {
    let zone = shop.history.zone
    for (number, day) in shop.days.enumerated() {
      #expect(day.orders.allSatisfy { zone.date(of: $0.placedAt) == shop.history.opened + number })
      #expect(day.orders.map(\.placedAt) == day.orders.map(\.placedAt).sorted())
    }
    let hours = Dictionary(grouping: shop.orders) { zone.local($0.placedAt).hour }.mapValues(\.count)
    #expect(hours[20, default: 0] > hours[4, default: 0] * 10)
  }

  @Test func `has its weekend in Dhaka on Friday and Saturday`() {
    let week = Self.grocery.meanByWeekday
    #expect(week[.friday, default: 0] > week[.monday, default: 0] * 1.15)
    #expect(week[.sunday, default: 0] < week[.saturday, default: 0])
  }

  @Test(arguments: both) func `runs out of its best seller`(_ shop: Telling) {
    let sold = shop.days.map { day in
      day.orders.flatMap(\.lines).count {
        $0.sku.hasPrefix("SMP-\(shop.history.trade.bestSeller)-") && $0.quantity > 0
      }
    }
    #expect(sold[Story.stockOut].allSatisfy { $0 == 0 })
    #expect(sold[(Story.stockOut.lowerBound - 21)..<Story.stockOut.lowerBound].count { $0 == 0 } <= 3)
    #expect(sold[(Story.stockOut.upperBound + 1)..<450].reduce(0, +) > 10)
    let total = Dictionary(
      grouping: shop.orders.flatMap(\.lines).filter { $0.quantity > 0 && $0.head == .product }
    ) {
      $0.sku.split(separator: "-")[1]
    }
    #expect(total.max { $0.value.count < $1.value.count }?.key == shop.history.trade.bestSeller[...])
  }

  @Test(arguments: both) func `has a campaign that one can see`(_ shop: Telling) {
    let before = shop.mean(of: (Story.campaign.lowerBound - 28)..<Story.campaign.lowerBound)
    #expect(shop.mean(of: Story.campaign.lowerBound..<(Story.campaign.upperBound + 1)) > before * 1.4)
    let lines = shop.days[Story.campaign].flatMap(\.orders).flatMap(\.lines)
    #expect(lines.contains { $0.head == .zeroPrice })
    #expect(lines.contains { $0.head == .discount && $0.description.contains("THANKS") })
  }

  @Test(arguments: both) func `loses those who used to come back, in its last months`(_ shop: Telling) {
    let good = shop.returningShare(of: 260..<320)
    let late = shop.returningShare(of: 420..<451)
    #expect(good > 0.5)
    #expect(late < good - 0.15)
    #expect(shop.returningShare(of: 360..<390) < good)
  }

  @Test(arguments: both) func `has some orders of nobody known`(_ shop: Telling) {
    let share = Double(shop.orders.count { $0.customer == nil }) / Double(shop.orders.count)
    #expect((0.03...0.12).contains(share))
  }

  @Test(arguments: [(grocery, 0.02...0.06), (fashion, 0.05...0.12)])
  func `takes some of it back`(_ shop: Telling, _ share: ClosedRange<Double>) {
    let refunds = shop.orders.filter(\.isCancellation)
    #expect(share.contains(Double(refunds.count) / Double(shop.orders.count)))
    let sold = Dictionary(uniqueKeysWithValues: shop.orders.map { ($0.number, $0) })
    for refund in refunds {
      let order = sold[String(refund.number.dropFirst())]
      #expect(order.map { $0.placedAt < refund.placedAt && $0.customer == refund.customer } == true)
      #expect(refund.lines.allSatisfy { $0.quantity < 0 })
    }
  }

  @Test func `changes two prices`() {
    for (shop, dearer, cheaper) in [
      (Self.grocery, GroceryGoods.dearer, GroceryGoods.cheaper),
      (Self.fashion, FashionGoods.dearer, FashionGoods.cheaper),
    ] {
      #expect(
        shop.price(of: dearer, on: Story.priceRise..<450) > shop.price(of: dearer, on: 0..<Story.priceRise))
      #expect(
        shop.price(of: cheaper, on: Story.priceCut..<450) < shop.price(of: cheaper, on: 0..<Story.priceCut))
    }
  }

  @Test func `keeps the feasts of Dhaka`() {
    let eid = LocalDate.known(2026, 3, 21)
    let january = Self.grocery.mean(from: .known(2026, 1, 8), through: .known(2026, 1, 31))
    #expect(Self.grocery.mean(from: eid - 9, through: eid - 1) > january * 1.25)
    #expect(Self.grocery.mean(from: eid, through: eid + 2) < january * 0.6)
    #expect(Self.grocery.mean(from: eid - 38, through: eid - 31) > january * 1.25)
    let sacrifice = LocalDate.known(2026, 5, 28)
    #expect(Self.grocery.mean(from: sacrifice - 7, through: sacrifice - 1) > january * 1.25)
    let puja = LocalDate.known(2026, 10, 21)
    #expect(Self.grocery.units(of: "NARIKEL", from: puja - 6, through: puja) >= 4)
    #expect(
      Self.grocery.units(of: "SEMAI", from: eid - 9, through: eid - 1)
        > Self.grocery.units(of: "SEMAI", from: eid - 60, through: eid - 40) * 3)
    #expect(
      Self.grocery.units(of: "KASHI", from: .known(2025, 12, 15), through: .known(2026, 2, 5))
        > Self.grocery.units(of: "KASHI", from: .known(2026, 6, 15), through: .known(2026, 8, 5)))
  }

  @Test func `keeps the sales of an English shop`() {
    let friday = FashionYear.blackFriday(of: 2025)
    #expect("\(friday)" == "2025-11-28")
    #expect("\(FashionYear.blackFriday(of: 2026))" == "2026-11-27")
    let october = Self.fashion.mean(from: .known(2025, 10, 1), through: .known(2025, 10, 31))
    #expect(Self.fashion.mean(from: friday, through: friday + 3) > october * 2)
    #expect(Self.fashion.mean(from: .known(2025, 12, 5), through: .known(2025, 12, 15)) > october * 1.2)
    #expect(Self.fashion.mean(from: .known(2026, 6, 25), through: .known(2026, 7, 12)) > october * 1.3)
    #expect(
      Self.fashion.units(of: "SWIM", from: .known(2026, 6, 1), through: .known(2026, 7, 31))
        > Self.fashion.units(of: "SWIM", from: .known(2025, 12, 1), through: .known(2026, 1, 31)) + 3)
  }

  @Test(arguments: both) func `names nobody whom a letter or a call could reach`(_ shop: Telling) throws {
    let reserved = [
      #/\+88012\d{8}/#, #/\+1\d{3}55501\d\d/#, #/\+447700900\d{3}/#, #/\+6149157015[6-9]/#,
      #/\+493023125\d{3}/#,
    ]
    for customer in shop.days.flatMap(\.customers) {
      if !customer.phone.isEmpty {
        #expect(reserved.contains { customer.phone.wholeMatch(of: $0) != nil }, "\(customer.phone)")
      }
      if !customer.email.isEmpty {
        let email = try #require(EmailAddress(customer.email))
        #expect(["example.com", "example.net", "example.org"].contains(email.domain))
      }
      #expect(
        !customer.name.isEmpty && !customer.country.isEmpty && !customer.region.isEmpty
          && !customer.city.isEmpty)
    }
  }

  @Test func `lives in Dhaka first of all, and in several countries`() {
    let districts = Self.grocery.places(\.region)
    #expect(districts.first?.key == "Dhaka")
    #expect(districts.count >= 18)
    let countries = Self.fashion.places(\.country)
    #expect(countries.first?.key == "United States")
    #expect(countries.count == 5)
  }

  @Test func `costs what things cost in the currency of the business`() throws {
    let rice = try #require(GroceryGoods.all.first { $0.key == "MINIKET" }?.variants.first)
    let expected = [("BDT", "86"), ("USD", "0.7"), ("JPY", "110"), ("KWD", "0.22"), ("EUR", "0.65")]
    for (code, price) in expected {
      let currency = try #require(Currency(code))
      #expect(PriceScale(from: .bdt, to: currency).price(rice.price).description == price)
    }
  }
}
