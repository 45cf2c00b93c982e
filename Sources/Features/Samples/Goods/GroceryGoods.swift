/// What the sample shop in Dhaka sells. The makers are made up; medicines go by their generic names.
enum GroceryGoods {
  static let bestSeller = "MINIKET"
  static let dearer = "SOYBEAN"
  static let cheaper = "PEYAJ"
  /// Given away during the campaign.
  static let gift = "SABAN"

  static let all = table.split(separator: "\n").map { GroceryGoods.good(String($0)) }

  /// key | category | Bengali | English | maker | popularity | marks | cost in percent | pack:price:share[:before]
  private static let table = """
    MINIKET|chal|মিনিকেট চাল|Miniket rice|Dhansiri|17|staple|88|1kg:86:40,5kg:420:45,25kg:2020:15
    NAZIR|chal|নাজিরশাইল চাল|Nazirshail rice|Dhansiri|9|staple|88|1kg:92:40,5kg:450:45,25kg:2190:15
    ATASH|chal|আটাশ চাল|Atash rice|Dhansiri|7|staple|89|5kg:335:70,25kg:1620:30
    CHINIGURA|chal|চিনিগুঁড়া পোলাওয়ের চাল|Chinigura polao rice|Dhansiri|6|feast,rain|84|1kg:165:70,5kg:800:30
    MASUR|dal|মসুর ডাল|Red lentils|Shoshyokona|11|staple,rain|87|500g:75:40,1kg:146:60
    MUG|dal|মুগ ডাল|Mung beans|Shoshyokona|5|rain|86|500g:92:50,1kg:180:50
    CHOLA|dal|ছোলা|Chickpeas|Shoshyokona|4|iftar|86|1kg:112:80,5kg:540:20
    ATTA|atta|আটা|Wholewheat flour|Shoshyokona|7|staple|86|1kg:58:35,2kg:112:65
    MOIDA|atta|ময়দা|White flour|Shoshyokona|4|feast,puja,pitha|86|1kg:72:50,2kg:140:50
    SUJI|atta|সুজি|Semolina|Shoshyokona|3|feast,puja|85|500g:46:100
    CHALGURA|atta|চালের গুঁড়া|Rice flour|Shoshyokona|3|pitha|82|500g:55:60,1kg:105:40
    BESAN|atta|বেসন|Gram flour|Shoshyokona|3|iftar|84|500g:74:100
    SOYBEAN|tel|সয়াবিন তেল|Soybean oil|Kheya|14|staple,feast,iftar|91|1l:188:35,2l:374:35,5l:918:30
    SORISHA|tel|সরিষার তেল|Mustard oil|Kheya|7|pitha,rain|85|500ml:165:55,1l:320:45
    GHEE|tel|ঘি|Ghee|Kheya|3|feast,puja|78|200g:370:60,400g:720:40:760
    HOLUD|moshla|হলুদ গুঁড়া|Turmeric powder|Randhuni Bari|5|staple,sacrifice|76|100g:58:50,200g:112:50
    MORICH|moshla|মরিচ গুঁড়া|Chilli powder|Randhuni Bari|6|staple,sacrifice|76|100g:72:50,200g:140:50
    JEERA|moshla|জিরা|Cumin|Randhuni Bari|4|sacrifice,feast|78|100g:95:60,200g:185:40
    GORAM|moshla|গরম মসলা|Garam masala|Randhuni Bari|3|sacrifice,feast|72|40g:65:50,100g:150:50
    MANGSHO|moshla|মাংসের মসলা|Meat curry spice|Randhuni Bari|4|sacrifice,feast|72|100g:98:100
    LOBON|moshla|আয়োডিনযুক্ত লবণ|Iodised salt|Kheya|7|staple,sacrifice|82|1kg:42:100
    CHINI|moshla|চিনি|Sugar|Kheya|9|staple,iftar,puja,feast|90|1kg:122:75,2kg:242:25
    PEYAJ|kacha|পেঁয়াজ|Onions|Haor Fresh|12|staple,sacrifice,iftar|84|1kg:92:60,3kg:268:40
    ROSUN|kacha|রসুন|Garlic|Haor Fresh|6|sacrifice|82|500g:118:60,1kg:230:40
    ADA|kacha|আদা|Ginger|Haor Fresh|6|sacrifice,cold|82|500g:125:60,1kg:245:40
    ALU|kacha|আলু|Potatoes|Haor Fresh|9|staple|80|2kg:64:50,5kg:155:50
    LEBU|kacha|লেবু|Limes|Haor Fresh|5|iftar,heat|72|4pc:32:60,12pc:90:40
    DIM|kacha|ডিম|Eggs|Haor Fresh|12|staple,rain|90|12pc:148:60,30pc:365:40
    NARIKEL|kacha|নারিকেল|Coconut|Haor Fresh|2|puja,pitha|75|1pc:110:70,2pc:212:30
    DUDH|dudh|গুঁড়া দুধ|Milk powder|Meghna Dairy|6|feast,iftar|88|500g:445:60,1kg:870:40
    UHT|dudh|তরল দুধ|UHT milk|Meghna Dairy|7|staple|86|500ml:58:40,1l:108:60
    DOI|dudh|মিষ্টি দই|Sweet yoghurt|Meghna Dairy|3|feast,newyear|78|500g:145:70,1kg:280:30
    SEMAI|nasta|লাচ্ছা সেমাই|Lachchha vermicelli|Meghna Dairy|2|eid|74|200g:55:60,500g:130:40
    KHEJUR|nasta|খেজুর|Dates|Meghna Dairy|2|iftar|70|500g:480:60,1kg:930:40:990
    MURI|nasta|মুড়ি|Puffed rice|Shoshyokona|5|iftar,rain,newyear|75|500g:65:100
    CHIRA|nasta|চিড়া|Flattened rice|Shoshyokona|3|newyear,puja|76|1kg:92:100
    GUR|nasta|খেজুরের পাটালি গুড়|Date molasses|Haor Fresh|2|pitha|74|500g:210:60,1kg:400:40
    MODHU|nasta|সুন্দরবনের মধু|Sundarban honey|Haor Fresh|2|cold|68|250g:260:55,500g:500:45
    SHORBOT|nasta|গোলাপ শরবত|Rose sherbet|Meghna Dairy|2|iftar,heat|72|750ml:330:100
    CHA|nasta|চা পাতা|Tea|Sylhet Kuri|8|staple,cold,rain|76|200g:120:45,400g:232:55
    COFFEE|nasta|কফি|Instant coffee|Sylhet Kuri|3|cold|74|50g:240:50,100g:460:50
    NOODLES|nasta|নুডলস|Noodles|Kheya|7|rain|80|4pack:88:40,8pack:172:60
    BISKUT|nasta|টোস্ট বিস্কুট|Toast biscuits|Kheya|7|staple,rain|76|250g:65:60,500g:125:40
    CHANACHUR|nasta|চানাচুর|Chanachur|Kheya|5|rain,iftar|72|150g:55:50,300g:105:50
    SABAN|ghor|গোসলের সাবান|Bath soap|Shubhro|6|staple|72|1pc:62:45,4pc:235:55
    KAPOR|ghor|কাপড় কাচার গুঁড়া|Washing powder|Shubhro|7|staple|74|500g:88:40,1kg:168:60
    BASON|ghor|বাসন মাজার তরল|Dishwashing liquid|Shubhro|5|staple|70|250ml:62:45,500ml:115:55
    MEJHE|ghor|মেঝে পরিষ্কারক|Floor cleaner|Shubhro|3|feast|70|500ml:125:50,1l:235:50
    TISSUE|ghor|টিস্যু|Tissues|Shubhro|4|feast|68|1box:75:60,6box:430:40
    COIL|ghor|মশার কয়েল|Mosquito coils|Shubhro|5|dengue,rain|72|10pc:75:100
    SPRAY|ghor|মশা মারার স্প্রে|Mosquito spray|Shubhro|3|dengue|74|475ml:430:100
    DIAPER|shishu|শিশুর ডায়াপার|Baby nappies|Tulo|4|staple|82|24pc:620:50,56pc:1380:50:1450
    CEREAL|shishu|শিশু খাদ্য|Baby cereal|Tulo|3|staple|80|400g:520:100
    JELLY|jotno|পেট্রোলিয়াম জেলি|Petroleum jelly|Shubhro|2|cold|66|50ml:85:50,100ml:150:50
    LOTION|jotno|শীতের লোশন|Winter lotion|Shubhro|2|cold|64|200ml:290:60,400ml:520:40:560
    SHAMPOO|jotno|শ্যাম্পু|Shampoo|Shubhro|5|staple|68|180ml:210:50,340ml:370:50
    TOOTH|jotno|টুথপেস্ট|Toothpaste|Shubhro|6|staple|70|100g:110:50,200g:190:50
    PARA500|oshudh|প্যারাসিটামল ৫০০ মি.গ্রা.|Paracetamol 500 mg|Niramoy|9|fever,cold,dengue|72|1strip:12:55,10strip:115:45
    OMEP20|oshudh|ওমিপ্রাজল ২০ মি.গ্রা.|Omeprazole 20 mg|Niramoy|8|feast,iftar|70|1strip:60:60,5strip:290:40
    CETI10|oshudh|সেটিরিজিন ১০ মি.গ্রা.|Cetirizine 10 mg|Niramoy|5|cold,dust|68|1strip:32:65,5strip:150:35
    SALINE|oshudh|খাবার স্যালাইন|Oral rehydration salts|Niramoy|7|heat,dengue,rain|66|5pack:30:40,20pack:115:60
    ANTACID|oshudh|অ্যান্টাসিড সাসপেনশন|Antacid suspension|Niramoy|4|feast,iftar|70|200ml:95:100
    KASHI|oshudh|কাশির সিরাপ|Cough syrup|Niramoy|3|cold,dust|70|100ml:85:100
    METF500|oshudh|মেটফরমিন ৫০০ মি.গ্রা.|Metformin 500 mg|Niramoy|5|chronic|74|1strip:42:30,10strip:410:70
    AMLO5|oshudh|অ্যামলোডিপিন ৫ মি.গ্রা.|Amlodipine 5 mg|Niramoy|5|chronic|74|1strip:55:30,10strip:530:70
    LOSA50|oshudh|লোসারটান ৫০ মি.গ্রা.|Losartan 50 mg|Niramoy|4|chronic|74|1strip:82:35,10strip:800:65
    VITC|oshudh|ভিটামিন সি|Vitamin C|Niramoy|4|cold,iftar|62|1strip:20:45,10strip:190:55
    THERMO|jontro|ডিজিটাল থার্মোমিটার|Digital thermometer|Niramoy|1.4|dengue,cold|60|1pc:190:100:220
    BPMON|jontro|রক্তচাপ মাপার যন্ত্র|Blood pressure monitor|Niramoy|0.7|chronic|66|1pc:2450:100:2750
    GLUCO|jontro|গ্লুকোজ টেস্ট স্ট্রিপ|Glucose test strips|Niramoy|2|chronic|72|25pc:690:60,50pc:1330:40
    MASK|jontro|সার্জিক্যাল মাস্ক|Surgical masks|Niramoy|3|dust,cold|55|50pc:120:100
    """

  private static let categories = [
    "chal": "মুদি · Grocery > চাল · Rice", "dal": "মুদি · Grocery > ডাল · Pulses",
    "atta": "মুদি · Grocery > আটা-ময়দা · Flour", "tel": "মুদি · Grocery > তেল-ঘি · Oil and ghee",
    "moshla": "মুদি · Grocery > মসলা-চিনি · Spices and sugar",
    "kacha": "কাঁচাবাজার · Fresh > সবজি-ডিম · Vegetables and eggs",
    "dudh": "কাঁচাবাজার · Fresh > দুধ-দই · Dairy", "nasta": "মুদি · Grocery > নাশতা-চা · Snacks and tea",
    "ghor": "ঘরের যত্ন · Household", "shishu": "শিশু · Baby", "jotno": "নিজের যত্ন · Personal care",
    "oshudh": "ওষুধ · Medicine > সাধারণ · Everyday", "jontro": "ওষুধ · Medicine > যন্ত্রপাতি · Devices",
  ]

  private static func good(_ row: String) -> Good {
    let cells = row.split(separator: "|").map(String.init)
    let (key, cost) = (cells[0], (Double(cells[7]) ?? 80) / 100)
    var good = Good(
      key: key, name: "\(cells[2]) · \(cells[3])", category: categories[cells[1]] ?? "",
      vendor: cells[4], popularity: Double(cells[5]) ?? 1,
      marks: cells[6].split(separator: ",").map(String.init),
      options: ["পরিমাণ"],
      variants: cells[8].split(separator: ",").map {
        pack($0.split(separator: ":").map(String.init), of: key, cost)
      })
    if key == dearer { good.priceSteps = [(Story.priceRise, 12)] }
    if key == cheaper { good.priceSteps = [(Story.priceCut, -22)] }
    return good
  }

  private static func pack(_ cells: [String], of key: String, _ cost: Double) -> GoodVariant {
    let price = Double(cells[1]) ?? 1
    let size = PackSize(cells[0])
    return GoodVariant(
      sku: "SMP-\(key)-\(cells[0].uppercased())", options: [size.bengali], price: price,
      compareAt: cells.count > 3 ? Double(cells[3]) : nil, cost: price * cost, weightGrams: size.grams,
      share: Double(cells[2]) ?? 1)
  }
}

/// `5kg`, `12pc`: a number and its unit.
struct PackSize {
  private let number: Int
  private let unit: String

  init(_ text: String) {
    let digits = text.prefix { $0.isNumber }
    number = Int(digits) ?? 1
    unit = String(text.dropFirst(digits.count))
  }

  var bengali: String {
    let words = [
      "kg": "কেজি", "g": "গ্রাম", "l": "লিটার", "ml": "মিলি", "pc": "পিস", "pack": "প্যাক", "box": "বক্স",
      "strip": "পাতা",
    ]
    return "\(bengaliDigits) \(words[unit] ?? unit)"
  }

  private var bengaliDigits: String {
    String(
      String.UnicodeScalarView(
        "\(number)".unicodeScalars.compactMap { Unicode.Scalar($0.value - 0x30 + 0x9E6) }))
  }

  /// With its wrapping; nil for what is counted.
  var grams: Int? {
    switch unit {
    case "kg", "l": number * 1020
    case "g", "ml": number + number / 20 + 5
    default: nil
    }
  }
}
