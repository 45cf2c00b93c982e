/// What the English sample shop sells. The makers are made up.
enum FashionGoods {
  static let bestSeller = "TOTE"
  static let dearer = "DUVET"
  static let cheaper = "PARKA"
  static let gift = "SACHET"
  /// Runs small, and comes back more often than anything else.
  static let returned = "TROUSERS"

  static let all = table.split(separator: "\n").map { FashionGoods.good(String($0)) }

  /// key | category | name | maker | popularity | marks | price | before | cost in percent | grams | option=values
  private static let table = """
    TOTE|bags|Harbour canvas tote|Fernhollow|40|gift,school|38||38|420|Colour=Natural,Navy,Olive
    BACKPACK|bags|Roll-top backpack|Fernhollow|5|school,travel|84||42|900|Colour=Slate,Rust
    CROSSBODY|bags|Pebble crossbody bag|Fernhollow|6|gift,mother,valentine|62||40|380|Colour=Tan,Black
    WEEKENDER|bags|Waxed weekender|Fernhollow|3|travel,gift|148||44|1500|Colour=Olive,Brown
    TEE|women|Organic cotton tee|Tidewater|13|summer,basic|24||34|160|Size=XS,S,M,L,XL;Colour=White,Black,Sage
    SHIRTDRESS|women|Linen shirt dress|Tidewater|6|summer|89||40|340|Size=XS,S,M,L;Colour=Oat,Indigo
    TROUSERS|women|Wide-leg trousers|Tidewater|9|basic,autumn|72||41|460|Size=XS,S,M,L,XL;Colour=Black,Camel
    CARDIGAN|women|Lambswool cardigan|Tidewater|6|winter,autumn|98||43|480|Size=S,M,L;Colour=Heather,Plum
    BLOUSE|women|Gathered blouse|Tidewater|5|summer,basic|56||39|200|Size=S,M,L;Colour=White,Rose
    SWIM|women|Ribbed swimsuit|Tidewater|3|beach|64||38|180|Size=S,M,L;Colour=Black,Coral
    MENTEE|men|Heavyweight tee|Alder & Ash|9|summer,basic|28||35|220|Size=S,M,L,XL;Colour=White,Navy,Moss
    OXFORD|men|Oxford shirt|Alder & Ash|7|basic,autumn|64||40|300|Size=S,M,L,XL;Colour=White,Blue
    CHINO|men|Slim chinos|Alder & Ash|6|basic,autumn|68||41|480|Size=30,32,34,36;Colour=Stone,Navy
    OVERSHIRT|men|Brushed overshirt|Alder & Ash|5|autumn,winter|88||42|620|Size=S,M,L,XL;Colour=Rust,Charcoal
    SHORTS|men|Linen shorts|Alder & Ash|4|summer,beach|48||38|240|Size=30,32,34,36;Colour=Sand
    PARKA|coats|Field parka|Alder & Ash|4|winter|189||46|1400|Size=S,M,L,XL;Colour=Olive,Black
    WOOLCOAT|coats|Wool wrap coat|Tidewater|3|winter|220|249|47|1600|Size=S,M,L;Colour=Camel,Charcoal
    RAINCOAT|coats|Packable raincoat|Alder & Ash|4|spring,autumn|94||41|420|Size=S,M,L,XL;Colour=Yellow,Navy
    BEANIE|accessories|Merino beanie|Fernhollow|6|winter,gift|32||33|90|Colour=Charcoal,Plum,Mustard
    SCARF|accessories|Checked wool scarf|Fernhollow|6|winter,gift|54||36|240|Colour=Red,Green
    GLOVES|accessories|Knitted gloves|Fernhollow|4|winter,gift|29||33|110|Size=S,M,L
    SUNHAT|accessories|Straw sun hat|Fernhollow|4|beach,summer|42||36|160|Size=S,M,L
    SOCKS|accessories|Wool socks, three pairs|Fernhollow|8|winter,gift,basic|26||34|180|Size=S,M,L
    NECKLACE|accessories|Beaded necklace|Fernhollow|4|gift,valentine,mother|36||30|60|
    EARRINGS|accessories|Brass hoop earrings|Fernhollow|5|gift,valentine,mother|28||28|30|
    DUVET|bedroom|Linen duvet cover|Quietmill|8|home,spring|158||45|1900|Size=Twin,Queen,King;Colour=White,Oat,Sage
    PILLOW|bedroom|Linen pillowcases, pair|Quietmill|7|home|44||40|320|Colour=White,Oat,Sage
    QUILT|bedroom|Quilted throw|Quietmill|4|home,winter,gift|118|136|44|1700|Colour=Indigo,Clay
    SHEETS|bedroom|Percale sheet set|Quietmill|5|home|124||44|1800|Size=Twin,Queen,King
    TOWEL|bath|Waffle bath towel|Quietmill|7|home,basic|32||39|560|Colour=White,Clay,Sage
    ROBE|bath|Cotton robe|Quietmill|4|gift,mother,winter|86||41|1000|Size=S,M,L
    BATHMAT|bath|Woven bath mat|Quietmill|3|home|38||38|800|Colour=White,Slate
    MUG|kitchen|Stoneware mug|Kilnstead|10|gift,home,winter|22||34|380|Colour=Speckle,Blue,Rust
    BOWLS|kitchen|Breakfast bowls, four|Kilnstead|6|home|58||38|1900|Colour=Speckle,Blue
    PLATES|kitchen|Dinner plates, four|Kilnstead|5|home,feast|72||39|2900|Colour=Speckle,Blue
    APRON|kitchen|Linen apron|Kilnstead|4|gift,feast,mother|46||37|260|Colour=Oat,Indigo
    TEATOWEL|kitchen|Tea towels, three|Kilnstead|7|gift,home,basic|24||34|210|
    CARAFE|kitchen|Glass carafe|Kilnstead|4|summer,gift|48||38|700|
    SKILLET|kitchen|Cast-iron skillet|Kilnstead|3|feast,gift|64||46|2400|
    CANDLE|living|Beeswax candle|Kilnstead|11|gift,winter,valentine,mother|26||31|340|Colour=Honey,Fig,Cedar
    VASE|living|Bud vase|Kilnstead|6|gift,valentine,mother,spring|34||33|420|Colour=White,Rust
    CUSHION|living|Bouclé cushion|Quietmill|6|home,autumn|52||39|600|Colour=Oat,Plum,Moss
    RUG|living|Flat-woven rug|Quietmill|2|home|240|280|48|5200|Size=120 cm,180 cm
    LAMP|living|Paper table lamp|Kilnstead|3|home,autumn|96||43|1300|
    FRAME|living|Oak picture frame|Kilnstead|4|gift,home|36||36|520|Size=Small,Large
    WREATH|living|Eucalyptus wreath|Quietmill|2|christmas|48||40|600|
    ORNAMENT|living|Glass ornaments, six|Kilnstead|2|christmas|34||32|380|
    STOCKING|living|Knitted stocking|Fernhollow|2|christmas|30||34|200|Colour=Red,Cream
    CARDS|paper|Letterpress cards, ten|Kilnstead|5|gift,valentine,christmas|18||28|140|
    NOTEBOOK|paper|Cloth-bound notebook|Kilnstead|6|school,gift|22||32|360|Colour=Ink,Clay
    SACHET|living|Lavender sachet|Kilnstead|3|gift,home|9||26|40|
    """

  private static let categories = [
    "women": "Clothing > Women", "men": "Clothing > Men", "coats": "Clothing > Coats",
    "bags": "Accessories > Bags",
    "accessories": "Accessories > Small things", "bedroom": "Home > Bedroom", "bath": "Home > Bath",
    "kitchen": "Home > Kitchen", "living": "Home > Living room", "paper": "Paper",
  ]

  private static func good(_ row: String) -> Good {
    let cells = row.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let choices = cells[10].split(separator: ";").map { $0.split(separator: "=").map(String.init) }
    var good = Good(
      key: cells[0], name: cells[2], category: categories[cells[1]] ?? "", vendor: cells[3],
      popularity: Double(cells[4]) ?? 1, marks: cells[5].split(separator: ",").map(String.init),
      options: choices.map { $0[0] },
      variants: variants(cells, choices.map { $0[1].split(separator: ",").map(String.init) }))
    if good.key == dearer { good.priceSteps = [(Story.priceRise, 8)] }
    if good.key == cheaper { good.priceSteps = [(Story.priceCut, -15)] }
    return good
  }

  private static func variants(_ cells: [String], _ choices: [[String]]) -> [GoodVariant] {
    let price = Double(cells[6]) ?? 1
    let combinations = choices.reduce([[]]) { rows, values in
      rows.flatMap { row in values.map { row + [$0] } }
    }
    return combinations.map { values in
      GoodVariant(
        sku: (["SMP", cells[0]] + values.map(code)).joined(separator: "-"), options: values,
        price: price * upgrade(values), compareAt: Double(cells[7]).map { $0 * upgrade(values) },
        cost: price * upgrade(values) * (Double(cells[8]) ?? 40) / 100, weightGrams: Int(cells[9]),
        share: share(values))
    }
  }

  private static func code(_ value: String) -> String {
    value.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// Large beds and rugs cost more.
  private static func upgrade(_ values: [String]) -> Double {
    switch values.first {
    case "Queen": 1.2
    case "King": 1.35
    case "180 cm": 1.7
    case "Large": 1.4
    default: 1
    }
  }

  /// The middle sizes and the first colours go most.
  private static func share(_ values: [String]) -> Double {
    let size = [
      "XS": 0.5, "S": 0.9, "M": 1.5, "L": 1.2, "XL": 0.7, "30": 0.7, "32": 1.4, "34": 1.2, "36": 0.6,
    ]
    return values.reduce(1) { $0 * (size[$1] ?? 1) }
  }
}
