import Basics
import Customers

/// Who buys at the English sample shop. Names and all else are made up.
///
/// Nobody has these telephone numbers: they are kept free for plays and films. 555-0100 to 555-0199 in North America
/// (ATIS-0300115), 07700 900000 to 900999 in Britain (Ofcom), 0491 570 156 to 159 in Australia (ACMA), and 030
/// 23125 000 to 999 in Germany (Bundesnetzagentur, notice 148/2021). Mail to `example.com` and its like reaches nobody.
enum FashionPeople {
  static func customer(_ draw: inout Draw, key: String, createdAt: Instant) -> NewCustomer {
    let first = draw.pick(firstNames)
    let last = draw.pick(lastNames)
    let place = places.draw(&draw)
    let town = draw.pick(place.towns).split(separator: "/").map(String.init)
    var customer = NewCustomer(key: key, name: "\(first) \(last)", createdAt: createdAt)
    customer.country = place.country
    customer.city = town[0]
    customer.region = town[1]
    customer.address = "\(draw.below(240) + 1) \(draw.pick(streets))"
    let host = draw.pick(GroceryPeople.hosts)
    if draw.chance(0.97) {
      customer.email = "\(first).\(last).\(draw.below(9000) + 1000)@\(host)".lowercased()
    }
    let phone = place.phone(&draw)
    if draw.chance(0.6) { customer.phone = phone }
    customer.acceptsMarketing = draw.chance(0.55) ? true : draw.chance(0.5) ? false : nil
    return customer
  }

  private struct Place: Sendable {
    let country: String
    let weight: Double
    /// Town and state.
    let towns: [String]
    let phone: @Sendable (inout Draw) -> String
  }

  @Sendable private static func northAmerican(_ draw: inout Draw) -> String {
    "+1\(draw.pick(areaCodes))55501\(twoDigits(draw.below(100)))"
  }
  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  private static let areaCodes = [212, 312, 415, 503, 206, 617, 512, 303, 416, 604]

  private static let places = Weighted(
    [
      Place(
        country: "United States", weight: 58,
        towns: [
          "Portland/Oregon", "Brooklyn/New York", "New York/New York", "Chicago/Illinois",
          "Seattle/Washington",
          "Austin/Texas", "Boston/Massachusetts", "Denver/Colorado", "Oakland/California",
          "Los Angeles/California",
          "San Francisco/California", "Minneapolis/Minnesota", "Nashville/Tennessee", "Madison/Wisconsin",
        ], phone: northAmerican),
      Place(
        country: "United Kingdom", weight: 14,
        towns: [
          "London/England", "Bristol/England", "Manchester/England", "Edinburgh/Scotland", "Cardiff/Wales",
        ],
        phone: { draw in "+447700900\(100 + draw.below(900))" }),
      Place(
        country: "Canada", weight: 12,
        towns: [
          "Toronto/Ontario", "Ottawa/Ontario", "Vancouver/British Columbia", "Montreal/Quebec",
          "Halifax/Nova Scotia",
        ],
        phone: northAmerican),
      Place(
        country: "Australia", weight: 9,
        towns: ["Melbourne/Victoria", "Sydney/New South Wales", "Brisbane/Queensland", "Hobart/Tasmania"],
        phone: { draw in "+6149157015\(6 + draw.below(4))" }),
      Place(
        country: "Germany", weight: 7,
        towns: ["Berlin/Berlin", "Hamburg/Hamburg", "Munich/Bavaria", "Leipzig/Saxony"],
        phone: { draw in "+493023125\(100 + draw.below(900))" }),
    ], by: \.weight)

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
  private static let firstNames = words(
    "Ada Maren Tobias Ines Hollis Wren Jonah Petra Silas Odette Rowan Clara Felix Nadia Gideon Imogen Theo Marisol Ezra Beatrix Callum Freya Desmond Liv Ansel Priya Otis Greta Hugo Saoirse Amara Linus Elowen Bram Tamsin Idris Noor Caspian Willa Ravi"
  )
  private static let lastNames = words(
    "Ashdown Bellweather Calloway Dunmore Everhart Fairbairn Goodwillie Harkness Ingleby Jessop Kettering Lindqvist Marchbanks Northcote Oakhurst Pemberley Quillfeather Rookwood Silverthorne Thistledown Underhill Vandermeer Wainwright Yarrow Applegarth Birdwhistle Cloudesley Driftwood Elderfield Foxglove"
  )
  private static let streets = [
    "Juniper Lane", "Mill Road", "Harbour Street", "Linden Avenue", "Orchard Way", "Station Road",
    "Cedar Court", "Larch Close",
  ]
}
