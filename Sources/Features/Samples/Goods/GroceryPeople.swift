import Basics
import Customers

/// Who buys at the sample shop in Dhaka. Names and all else are made up.
///
/// Nobody has these telephone numbers: of the mobile numbers of Bangladesh, 01 is followed by 3 to 9, and 012 was
/// never given to anybody (BTRC, National Numbering Plan 2017). Mail to `example.com` and its like reaches nobody
/// (RFC 2606).
enum GroceryPeople {
  static func customer(_ draw: inout Draw, key: String, createdAt: Instant) -> NewCustomer {
    let isWoman = draw.chance(0.58)
    let first = draw.pick(isWoman ? women : men)
    let last = draw.pick(isWoman ? womensSurnames : surnames)
    let isBengali = draw.chance(0.65)
    let name = isBengali ? "\(first.bengali) \(last.bengali)" : "\(first.latin) \(last.latin)"
    var customer = NewCustomer(key: key, name: name, createdAt: createdAt)
    let place = places.draw(&draw)
    customer.country = "Bangladesh"
    customer.region = place.district
    customer.city = draw.pick(place.areas)
    customer.address = "\(draw.pick(houses)) \(draw.below(90) + 1), \(draw.pick(roads)) \(draw.below(20) + 1)"
    customer.postcode = "\(place.postcode + draw.below(20))"
    if draw.chance(0.62) {
      customer.email = "\(first.latin).\(last.latin).\(draw.below(9000) + 1000)@\(draw.pick(hosts))"
        .lowercased()
    }
    let phone = "\(10_000_000 + draw.below(90_000_000))"
    if draw.chance(0.97) { customer.phone = "+88012\(phone)" }
    customer.acceptsMarketing = draw.chance(0.5) ? true : draw.chance(0.4) ? false : nil
    return customer
  }

  static let hosts = ["example.com", "example.net", "example.org"]
  private static let houses = ["House", "Flat"]
  private static let roads = ["Road", "Lane", "Block"]

  struct Name: Sendable { let latin, bengali: String }
  struct Place: Sendable {
    let district: String
    let weight: Double
    let postcode: Int
    let areas: [String]
  }

  private static func names(_ text: String) -> [Name] {
    text.split(separator: ",").map { pair in
      let words = pair.split(separator: "=").map(String.init)
      return Name(latin: words[0], bengali: words[1])
    }
  }

  private static let women = names(
    "Farzana=ফারজানা,Nusrat=নুসরাত,Sharmin=শারমিন,Taslima=তাসলিমা,Ayesha=আয়েশা,Moushumi=মৌসুমী,Rehana=রেহানা,Sumaiya=সুমাইয়া,Jannatul=জান্নাতুল,Ruma=রুমা,Shila=শীলা,Tania=তানিয়া,Mitu=মিতু,Nasrin=নাসরিন,Papia=পাপিয়া,Lamia=লামিয়া,Sabina=সাবিনা,Kakoli=কাকলী,Bithi=বীথি,Shapla=শাপলা,Purnima=পূর্ণিমা,Anika=আনিকা,Dola=দোলা,Salma=সালমা,Rokeya=রোকেয়া,Swarna=স্বর্ণা"
  )
  private static let men = names(
    "Rahim=রহিম,Karim=করিম,Tanvir=তানভীর,Sakib=সাকিব,Mahmud=মাহমুদ,Imran=ইমরান,Rafiq=রফিক,Jahid=জাহিদ,Shafiq=শফিক,Nayeem=নাঈম,Arif=আরিফ,Sujon=সুজন,Bappi=বাপ্পী,Masud=মাসুদ,Faisal=ফয়সাল,Anis=আনিস,Hasan=হাসান,Tareq=তারেক,Polash=পলাশ,Dipu=দীপু,Zahir=জহির,Shimul=শিমুল,Kamal=কামাল,Monir=মনির"
  )
  private static let surnames = names(
    "Hossain=হোসেন,Islam=ইসলাম,Rahman=রহমান,Ahmed=আহমেদ,Uddin=উদ্দিন,Mia=মিয়া,Chowdhury=চৌধুরী,Das=দাস,Sarker=সরকার,Talukder=তালুকদার,Bhuiyan=ভূঁইয়া,Sheikh=শেখ,Mondol=মণ্ডল,Roy=রায়,Kabir=কবির,Haque=হক"
  )
  private static let womensSurnames = names(
    "Akter=আক্তার,Begum=বেগম,Khatun=খাতুন,Sultana=সুলতানা,Jahan=জাহান,Islam=ইসলাম,Rahman=রহমান,Chowdhury=চৌধুরী,Das=দাস,Saha=সাহা,Roy=রায়,Haque=হক,Parvin=পারভীন,Ferdous=ফেরদৌস"
  )

  /// Dhaka leads by far; the others by how many people order there.
  private static let places = Weighted(
    [
      Place(
        district: "Dhaka", weight: 46, postcode: 1200,
        areas: [
          "Dhanmondi", "Mirpur", "Uttara", "Mohammadpur", "Gulshan", "Banani", "Bashundhara", "Khilgaon",
          "Jatrabari", "Old Dhaka", "Savar", "Badda",
        ]),
      Place(
        district: "Chattogram", weight: 11, postcode: 4000,
        areas: ["Agrabad", "Nasirabad", "Halishahar", "Patenga"]),
      Place(district: "Gazipur", weight: 7, postcode: 1700, areas: ["Tongi", "Joydebpur", "Kaliakair"]),
      Place(
        district: "Narayanganj", weight: 6, postcode: 1400, areas: ["Siddhirganj", "Fatullah", "Rupganj"]),
      Place(
        district: "Sylhet", weight: 5, postcode: 3100,
        areas: ["Zindabazar", "Ambarkhana", "Shahjalal Uposhohor"]),
      Place(district: "Cumilla", weight: 4, postcode: 3500, areas: ["Kandirpar", "Daudkandi"]),
      Place(district: "Khulna", weight: 4, postcode: 9000, areas: ["Sonadanga", "Khalishpur"]),
      Place(district: "Rajshahi", weight: 4, postcode: 6000, areas: ["Shaheb Bazar", "Motihar"]),
      Place(district: "Mymensingh", weight: 3, postcode: 2200, areas: ["Ganginarpar", "Trishal"]),
      Place(district: "Bogura", weight: 2.4, postcode: 5800, areas: ["Satmatha", "Sherpur"]),
      Place(district: "Barishal", weight: 2, postcode: 8200, areas: ["Rupatali", "Nathullabad"]),
      Place(district: "Rangpur", weight: 2, postcode: 5400, areas: ["Jahaj Company", "Modern Mor"]),
      Place(district: "Narsingdi", weight: 1.4, postcode: 1600, areas: ["Madhabdi", "Palash"]),
      Place(district: "Tangail", weight: 1.3, postcode: 1900, areas: ["Mirzapur", "Madhupur"]),
      Place(district: "Jashore", weight: 1.2, postcode: 7400, areas: ["Doratana", "Jhikargacha"]),
      Place(district: "Feni", weight: 0.9, postcode: 3900, areas: ["Trunk Road"]),
      Place(district: "Cox's Bazar", weight: 0.9, postcode: 4700, areas: ["Kolatoli", "Ramu"]),
      Place(district: "Dinajpur", weight: 0.8, postcode: 5200, areas: ["Munshipara"]),
      Place(district: "Kushtia", weight: 0.7, postcode: 7000, areas: ["Mojompur"]),
      Place(district: "Pabna", weight: 0.6, postcode: 6600, areas: ["Ishwardi"]),
    ], by: \.weight)
}
