import Basics
import Testing

@testable import Orders

@Suite struct `Counting the oddities of a file` {
  private func line(
    _ invoice: String, customer: String = "7", country: String = "France", minute: Int64 = 0
  ) -> ImportedLine {
    ImportedLine(
      invoice: invoice, code: "22139", description: "Mug", quantity: 1,
      price: UnitPrice(millionths: 1_000_000),
      customer: customer, country: country, placed: Instant(seconds: minute * 60), head: .product, amount: 100
    )
  }

  @Test func `sees duplicates, two times and two countries wherever they stand`() {
    var tally = ImportTally()
    for line in [
      line("1"), line("2"), line("1"), line("2", minute: 1), line("3", country: "Spain"),
      line("3", customer: ""),
      line("1"),
    ] {
      _ = tally.place(in: line.invoice)
      tally.count(line)
    }
    #expect(tally.duplicates == 2)
    #expect(tally.invoicesWithTwoTimes == 1)
    #expect(tally.customersWithTwoCountries == 1)
    #expect(tally.withoutCustomer == 1)
    #expect(tally.invoiceCount == 3)
  }

  @Test func `gives a place to refused rows too, but does not count their invoice`() {
    var tally = ImportTally()
    #expect(tally.place(in: "1") == 1)
    tally.count(.price)
    #expect(tally.invoiceCount == 0)
    #expect(tally.place(in: "1") == 2)
    tally.count(line("1"))
    #expect(tally.rows == 2)
    #expect(tally.refused == [.price: 1])
  }

  @Test func `keeps hashes apart while it grows`() {
    var set = HashSet()
    let hashes: [Int] = (0..<100_000).map { $0 &* 0x9E37_79B9 }
    let new = hashes.count { set.insert($0) }
    let newAgain = hashes.count { set.insert($0) }
    #expect((new, newAgain) == (100_000, 0))
  }
}
