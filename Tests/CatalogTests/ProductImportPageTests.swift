import Basics
import Database
import Imports
import TestKit
import Testing

@testable import Catalog

@Suite struct `The pages of imports of products` {
  @Test(arguments: ["en", "bn"])
  func `are there in both languages`(_ language: String) async throws {
    let shelves = try await Shelves()
    let imported = try await shelves.bring("Handle,Title,Variant SKU,Variant Price\na,A,K,1\na,A,K,-1\n")
    let visitor = try await shelves.shop.visitor(language: language)
    let history = try await visitor.get(shelves.shop.path("/products/imports"))
    #expect(history.status == 200)
    let report = try await visitor.get(shelves.shop.path("/products/imports/\(imported.id)"))
    #expect(report.status == 200)
    #expect(report.text.contains(language == "en" ? "the same SKU as a row before" : "আগের একটি সারির একই SKU"))
  }
}
