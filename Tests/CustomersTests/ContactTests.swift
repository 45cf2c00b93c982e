import Basics
import Database
import TestKit
import Testing
import Web

@testable import Customers

@Suite struct `How to reach a customer` {
  let book: Book
  let path: String
  let all = "/customers?cols=name,email,phone"

  init() async throws {
    book = try await Book()
    try await book.bring(
      "Customer ID,Name,Email,Phone,Address,City\n7,Rahima Begum,rahima@example.com,01712345678,12 Lake Road,Dhaka\n,,nobody@example.com,,,\n,,,01812345679,,\n"
    )
    let id = try await book.shop.db.one(
      "select id from customers where tenant_id = \(book.shop.db.tenant) and name = 'Rahima Begum'",
      as: Customer.ID.self)
    path = book.shop.path("/customers/\(id)")
  }

  private func expectMasked(_ page: FetchedPage) {
    for secret in ["rahima@", "01712", "1712345678", "Lake Road", "nobody@", "01812", "1812345679"] {
      #expect(!page.text.contains(secret), "\(page.path) shows \(secret)")
    }
  }

  private func reads() async throws -> Int {
    try await book.shop.db.one(
      "select count(*) from audit where tenant_id = \(book.shop.db.tenant) and action = 'customers.reveal'",
      as: Int.self)
  }

  @Test func `is masked in the list and on the page, also for the owner`() async throws {
    let owner = try await book.shop.visitor()
    let list = try await owner.get(book.shop.path(all))
    expectMasked(list)
    #expect(list.words.contains("r•••@example.com"))
    #expect(list.words.contains("•••78"))
    // Who has no name is called by how they are reached.
    #expect(list.words.contains("n•••@example.com"))
    expectMasked(try await owner.get(book.shop.path("/customers?cols=name,key")))
    let page = try await owner.get(path)
    expectMasked(page)
    #expect(page.words.contains("Dhaka"))
    expectMasked(try await owner.get(book.shop.path("/search?q=Rahima")))
  }

  @Test func `is shown after a proof, and that somebody has looked is kept`() async throws {
    let owner = try await book.shop.visitor()
    let asked = try await owner.submit(owner.get(path).form(path))
    #expect(asked.status == 403)
    #expect(asked.words.contains("Rahima Begum"))
    expectMasked(asked)
    #expect(try await reads() == 0)
    let page = try await owner.confirm(asked)
    for shown in ["rahima@example.com", "01712", "12 Lake Road"] { #expect(page.words.contains(shown)) }
    #expect(try await reads() == 1)
    // For half an hour it is not asked again, and each time is kept.
    #expect(try await owner.submit(owner.get(path).form(path)).status == 200)
    #expect(try await reads() == 2)
  }

  @Test(arguments: [Role.marketer, .seller, .analyst])
  func `is not for everybody`(role: Role) async throws {
    let member = try await book.shop.visitor(as: role)
    expectMasked(try await member.get(book.shop.path(all)))
    let page = try await member.get(path)
    expectMasked(page)
    #expect(throws: TestKitError.self) { try page.form(path) }
    let refused = try await member.postConfirmed(path)
    #expect(refused.status == 403 && !refused.asksForProof)
    let file = try await member.postConfirmed(book.shop.path("/customers.csv?columns=all"))
    #expect(file.text.contains("Rahima"))
    expectMasked(file)
    #expect(try await member.postConfirmed(book.shop.path("/customers.csv?format=own")).status == 403)
    // Nor may they find out by guessing.
    for words in ["rahima@example.com", "01712345678"] {
      #expect(try await !member.get(book.shop.path("/customers?q=\(words)")).text.contains("Rahima"))
      #expect(try await !member.get(book.shop.path("/search?q=\(words)")).text.contains("Rahima"))
    }
    #expect(try await member.get(book.shop.path("/customers?q=Rahima")).text.contains("Begum"))
  }

  @Test func `finds them for who may, and stands in their file`() async throws {
    let agent = try await book.shop.visitor(as: .agent)
    for words in ["rahima@example.com", "01712345678"] {
      #expect(try await agent.get(book.shop.path("/customers?q=\(words)")).text.contains("Rahima"))
    }
    let file = try await agent.postConfirmed(book.shop.path("/customers.csv?columns=all"))
    #expect(file.text.contains("rahima@example.com"))
    let kept = try await book.shop.db.one(
      "select count(*) from audit where tenant_id = \(book.shop.db.tenant) and action = 'customers.export'",
      as: Int.self)
    #expect(kept == 1)
  }
}
