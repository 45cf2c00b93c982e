import Basics
import Customers

/// One of the two sample shops: what it sells, to whom, and when.
struct Trade: Sendable {
  let kind: SampleKind
  /// What all its chances are drawn from.
  let seed: UInt64
  let goods: [Good]
  let bestSeller: String
  let gift: String
  let week: [Weekday: Double]
  let seasons: [Season]
  let hours: [Double]
  /// Orders of its first day, on a usual one.
  let orders: Double
  /// How likely an order has one line, two lines and so on.
  let basket: [Double]
  /// How many of one thing.
  let quantities: [Double]
  /// Of orders that came back in part or whole; more of those with `oftenReturned` in them.
  let returns: Double
  let oftenReturned: String?
  let postage: @Sendable (NewCustomerPlace, _ goods: Double) -> Double
  let customer: @Sendable (inout Draw, String, Instant) -> NewCustomer
  let words: Words

  /// What stands on lines that are no goods.
  struct Words: Sendable { let postage, discount, gift: String }

  static func of(_ kind: SampleKind) -> Trade { kind == .grocery ? grocery : fashion }

  private static let grocery = Trade(
    kind: .grocery, seed: 0xDA4A, goods: GroceryGoods.all, bestSeller: GroceryGoods.bestSeller,
    gift: GroceryGoods.gift, week: GroceryYear.week, seasons: GroceryYear.seasons, hours: GroceryYear.hours,
    orders: 18, basket: [8, 18, 24, 21, 14, 9, 6], quantities: [70, 20, 7, 3], returns: 0.035,
    oftenReturned: nil,
    postage: { place, goods in goods >= 2500 ? 0 : place.region == "Dhaka" ? 60 : 120 },
    customer: GroceryPeople.customer,
    words: Words(postage: "ডেলিভারি · Delivery", discount: "ছাড় · Discount", gift: "উপহার · Gift"))

  private static let fashion = Trade(
    kind: .fashion, seed: 0xFA54, goods: FashionGoods.all, bestSeller: FashionGoods.bestSeller,
    gift: FashionGoods.gift, week: FashionYear.week, seasons: FashionYear.seasons, hours: FashionYear.hours,
    orders: 15, basket: [50, 28, 14, 6, 2], quantities: [91, 7, 2], returns: 0.07,
    oftenReturned: FashionGoods.returned,
    postage: { place, goods in
      place.country == "United States" ? (goods >= 120 ? 0 : 6.5) : goods >= 250 ? 0 : 16
    },
    customer: FashionPeople.customer,
    words: Words(postage: "Shipping", discount: "Discount", gift: "Gift"))
}

/// Where an order goes, as far as postage depends on it.
struct NewCustomerPlace: Sendable {
  let country, region: String
}
