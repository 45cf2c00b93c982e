import Basics
import Testing
import Web

@testable import Customers
@testable import Lists

@Suite struct `The address of a list` {
  @Test(arguments: [
    "", "q=17850", "q=a%20%26b&country=France", "period=week",
    "q=x&period=custom&from=2010-12-01&to=2010-12-31&orders-min=2&spent-max=12.5&sort=name&cols=name,net",
  ])
  func `says everything that is asked for`(query: String) {
    let text = query.replacing("cols=name,net", with: "cols=name%2Cnet")
    #expect(ListSearch<CustomerList>(text: query).savedText == text)
  }

  @Test(arguments: [
    "country=", "period=nonsense", "from=2010-99-99", "before=yesterday", "orders-min=-1", "orders-min=many",
    "spent-min=much", "marketing=perhaps", "import=17", "sort=sideways", "cols=none", "view=x", "at=zzz",
    "other=1",
  ])
  func `passes over what cannot be read`(query: String) {
    let search = ListSearch<CustomerList>(text: query)
    #expect(search == ListSearch<CustomerList>())
    #expect(search.isEverything)
  }

  @Test func `reads digits of other scripts`() {
    let search = ListSearch<CustomerList> {
      ["orders-min": "১২", "spent-min": "৫০.৫", "before": "২০২৬-০১-০২"][$0]
    }
    #expect(search.savedText == "before=2026-01-02&orders-min=12&spent-min=50.5")
  }

  @Test func `keeps columns once, in their order`() {
    let search = ListSearch<CustomerList>(text: "cols=net,name,net,nothing")
    #expect(search.shownColumns(nil).map(\.name) == ["net", "name"])
    #expect(ListSearch<CustomerList>().shownColumns(["orders"]).map(\.name) == ["orders"])
    #expect(ListSearch<CustomerList>().shownColumns(["gone"]).map(\.name).first == "name")
  }
}

@Suite struct `The days of a period` {
  private let today = LocalDate(days: 20_000)

  @Test func `follow the shop's calendar`() throws {
    func days(_ preset: String) -> [String] {
      let days = ListPeriod(preset: preset, from: nil, to: nil).days(today: today)
      return [days.first, days.last].map { $0?.description ?? "" }
    }
    #expect(today.description == "2024-10-04")
    #expect(days("all") == ["", ""])
    #expect(days("today") == ["2024-10-04", "2024-10-04"])
    #expect(days("week") == ["2024-09-28", "2024-10-04"])
    #expect(days("last-month") == ["2024-09-01", "2024-09-30"])
    #expect(days("this-year") == ["2024-01-01", "2024-10-04"])
  }

  @Test func `begin and end at the shop's midnights`() throws {
    let zone = try #require(TimeZoneRules("Asia/Dhaka"))
    let bounds = ListPeriod(preset: nil, from: "2024-10-04", to: "2024-10-04").bounds(today: today, in: zone)
    #expect(bounds.from?.description == "2024-10-03T18:00:00Z")
    #expect(bounds.until?.description == "2024-10-04T18:00:00Z")
  }
}
