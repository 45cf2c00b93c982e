import Audit
import Basics
import Database
import Identity
import Tenancy
import TestKit
import Testing
import Web

@testable import Members

@Suite struct `The last owner` {
  let shop: Shop
  let owner: Visitor

  init() async throws {
    shop = try await Shop()
    owner = try await shop.visitor()
  }

  @Test func `cannot be made anything else, not even by themselves`() async throws {
    let list = shop.path("/members")
    let answer = try await owner.send(
      "\(list)/role", from: list, [("member", "\(shop.owner.id)"), ("role", "admin")])
    #expect(answer.status == 409)
    #expect(answer.words.contains("A business needs an owner."))
    #expect(try await shop.members() == [shop.owner.id: .owner])
    #expect(try await shop.log() == [])
  }

  @Test func `cannot be removed and cannot leave`() async throws {
    let list = shop.path("/members")
    let removal = try await owner.send("\(list)/removal", from: list, [("member", "\(shop.owner.id)")])
    #expect(removal.status == 409)
    let form = try await owner.get("/businesses").form(shop.path("/leave"))
    let answer = try await owner.follow(owner.press(form))
    #expect(answer.words.contains("You are the only owner"))
    #expect(try await shop.members() == [shop.owner.id: .owner])
  }

  @Test func `may go when another one stays`() async throws {
    let second = try await shop.member(as: .owner)
    let form = try await owner.get("/businesses").form(shop.path("/leave"))
    #expect(try await owner.press(form).status == 303)
    #expect(try await shop.members() == [second.id: .owner])
  }

  @Test(arguments: [true, false])
  func `is left when two owners unmake each other at once`(removing: Bool) async throws {
    for _ in 0..<20 {
      let shop = try await Shop()
      let second = try await shop.member(as: .owner)
      let pairs = [(shop.owner.id, second.id), (second.id, shop.owner.id)]
      let outcomes = try await withThrowingTaskGroup(of: Member.Refusal?.self) { group in
        for (actor, victim) in pairs {
          group.addTask { try await unmake(victim, by: actor, in: shop, removing: removing) }
        }
        return try await group.reduce(into: [Member.Refusal?]()) { $0.append($1) }
      }
      #expect(outcomes.count { $0 == nil } == 1)
      #expect(try await shop.members().values.count { $0 == .owner } == 1)
    }
  }

  /// Both have read before either writes.
  private func unmake(_ victim: PersonID, by actor: PersonID, in shop: Shop, removing: Bool) async throws
    -> Member.Refusal?
  {
    do {
      try await shop.db.transaction { db in
        let member = try #require(try await Member.find(victim, in: db))
        try await Task.sleep(for: .milliseconds(10))
        if removing {
          try await member.remove(by: actor, in: db)
        } else {
          try await member.change(to: .agent, by: actor, in: db)
        }
        try await Task.sleep(for: .milliseconds(10))
      }
      return nil
    } catch let refusal as Member.Refusal {
      return refusal
    }
  }

  @Test func `is not unmade by who was an owner when the page was drawn`() async throws {
    let second = try await shop.member(as: .owner)
    let third = try await shop.member(as: .owner)
    let member = try #require(try await Member.find(third.id, in: shop.db))
    let former = try #require(try await Member.find(second.id, in: shop.db))
    try await former.change(to: .admin, by: shop.owner.id, in: shop.db)
    await #expect(throws: Member.Refusal.notOwner) { try await member.remove(by: second.id, in: shop.db) }
    await #expect(throws: Member.Refusal.changed) { try await former.remove(by: shop.owner.id, in: shop.db) }
  }
}
