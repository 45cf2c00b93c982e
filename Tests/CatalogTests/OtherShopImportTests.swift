import Basics
import Database
import Foundation
import Imports
import TestKit
import Testing

@testable import Catalog

@Suite struct `Importing products of WooCommerce's and Magento's` {
  private let shelves: Shelves
  init() async throws { shelves = try await Shelves() }

  private let head = """
    ID,Type,SKU,Name,Published,Description,Sale price,Regular price,Categories,Tags,Images,Parent,Weight (kg),\
    Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)\n
    """

  @Test func `puts variations under their parents, which may come later`() async throws {
    let imported = try await shelves.bring(
      head + """
        11,variation,,T - Blue,1,,15,20,,,,id:10,0.25,Color,Blue,,
        12,variation,T-R,T - Red,1,,,20,,,,id:10,,Color,Red,Size,L
        10,variable,,T,1,x,,,"Clothing, Clothing > T-shirts","a, b","u1, u2",,,Color,"Blue, Red",Size,"S, L"
        20,simple,MUG,Mug,0,,9,9,Home,,,,,Material,Clay,,
        21,grouped,,Set,-1,,,,,,,,,,,,
        22,external,,Book,1,,,3,,,,,,,,,
        23,variation,V,Lost,1,,,3,,,,,,,,,

        """)
    #expect(
      try await shelves.contents() == [
        "category Clothing", "category Clothing > T-shirts", "category Home", "in MUG: Home",
        "in id:10: Clothing",
        "in id:10: Clothing > T-shirts", "product shop/MUG \"Mug\" ||draft|||",
        "product shop/id:10 \"T\" ||active|a,b|Color,Size|u1", "product shop/id:21 \"Set\" ||draft|||",
        "product shop/id:22 \"Book\" ||active|||", "variant MUG #1 MUG [] 9// g ",
        "variant id:10 #1  [Blue] 15/20/ 250g ", "variant id:10 #2 T-R [Red,L] 20// g ",
        "variant id:22 #1  [] 3// g ",
      ])
    #expect(try await shelves.refusals(of: imported) == ["8 orphan"])
    #expect(imported.count(.groups) == 1)
    #expect(imported.count(.idleSales) == 1)
    #expect(imported.count(.pictures) == 1)
  }

  @Test func `gathers Magento's variants under the product that lists them, in any order`() async throws {
    let head = "sku,product_type,categories,name,price,special_price,product_online,configurable_variations\n"
    let rows = [
      "MP-32,simple,Default Category/Men,Pant 32,35,30,1,",
      "MP,configurable,\"Default Category/Men,Default Category/Men/Pants\",Pant,,,1,\"sku=MP-32,size=32|sku=MP-33,size=33\"",
      "MP-33,simple,,Pant 33,35,,2,",
    ]
    for order in [[0, 1, 2], [1, 0, 2], [0, 2, 1]] {
      let shelves = try await Shelves()
      let text = head + order.map { rows[$0] + "\n" }.joined()
      let imported = try await shelves.bring(text, source: "magento")
      #expect(imported.rows == [3, 0, 0, 0])
      let contents = try await shelves.contents()
      #expect(contents.contains("product magento/MP \"Pant\" ||active||size|"))
      #expect(contents.contains("variant MP #1 MP-32 [32] 30/35/ g "))
      #expect(contents.contains("variant MP #2 MP-33 [33] 35// g "))
      #expect(contents.filter { $0.hasPrefix("product") }.count == 1)
      #expect(contents.contains("in MP: Men > Pants"))
      #expect(try await shelves.bring(text, source: "magento").rows == [0, 0, 3, 0])
      #expect(try await shelves.contents() == contents)
    }
  }

  /// With every trait of such a file: store views, quotes, attributes, escaped slashes, variants in front and behind.
  private static let magento = #"""
    sku,store_view_code,product_type,categories,name,description,price,special_price,product_online,\#
    additional_attributes,configurable_variations,configurable_variation_labels
    T-S-Red,,simple,"Default Category/Tops","Tee S ""Red""",,20,,1,"color=Red,size=S,climate=Hot|Mild",,
    T,,configurable,"Default Category/Tops,Default Category/Sale \/ Last,Default Category/A\/B/C",Tee,\#
    "<p>Soft, ""light"" &amp; a line
    break</p>",,,1,"material=Cotton|Wool,pattern=a=b","sku=T-S-Red,size=S,color=Red|sku=T-M-Sea,size=M,color=Sea, deep",\#
    "size=Size,color=Color"
    T,bn,,,টি-শার্ট,,,,,,,
    T-M-Sea,,simple,,Tee M,,20,15,1,"color=Sea, deep,size=M",,
    T-M-Sea,bn,,,টি-শার্ট M,,,,,,,
    MUG,,simple,"Default Category/Home/Mugs",Mug,,9,,2,,,

    """#

  @Test func `reads every trait of Magento's file`() async throws {
    let imported = try await shelves.bring(Self.magento, source: "magento")
    #expect(try await shelves.refusals(of: imported) == [])
    #expect(imported.count(.storeViews) == 2)
    #expect(imported.rows[0] == 4)
    #expect(
      try await shelves.contents() == [
        "category A/B", "category A/B > C", "category Home", "category Home > Mugs", "category Sale / Last",
        "category Tops", "in MUG: Home > Mugs", "in T: A/B > C", "in T: Sale / Last", "in T: Tops",
        "product magento/MUG \"Mug\" ||draft|||", "product magento/T \"Tee\" ||active||size,color|",
        "variant MUG #1 MUG [] 9// g ", "variant T #1 T-S-Red [S,Red] 20// g ",
        "variant T #2 T-M-Sea [M,Sea, deep] 15/20/ g ",
      ])
    let contents = try await shelves.contents()
    try await shelves.bring(Self.magento, source: "magento")
    #expect(try await shelves.contents() == contents)
  }
}
