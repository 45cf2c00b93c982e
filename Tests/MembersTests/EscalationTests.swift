import App
import Basics
import Database
import Identity
import Tenancy
import TestKit
import Testing
import Web

@testable import Members

/// Attempts to get more than one has.
@Suite struct `Nobody gives what they do not hold` {
  /// Every ready role, and custom ones that may manage people and roles beside one other permission each, or none.
  static var actors: [(name: String, permissions: Set<String>?)] {
    let managing: Set = ["members.view", "members.manage", "roles.manage"]
    let others = Features.permissions.map(\.name).filter { !managing.contains($0) }
    return ReadyRole.allCases.map { ($0.rawValue, nil) } + [("nothing", managing)]
      + others.map { ($0, managing.union([$0])) }
  }

  private func role(_ actor: (name: String, permissions: Set<String>?), in shop: Shop) async throws -> Role {
    if let permissions = actor.permissions {
      return try await shop.role("With \(actor.name)", permissions.sorted())
    }
    return .ready(try #require(ReadyRole(rawValue: actor.name)))
  }

  /// What the rule has to come to, said in another way than the code says it.
  private func holdsAll(_ role: Role, of other: Role) -> Bool {
    if case .ready(.owner) = other { return role == .owner }
    return Features.permissions.allSatisfy { !other.holds($0) || role.holds($0) }
  }

  @Test func `whatever their role`() async throws {
    let shop = try await Shop()
    let custom = try await Self.actors.asyncMap { try await role($0, in: shop) }
    for actor in custom {
      let granting = Granting(actor, of: Features.permissions)
      for other in Set(custom + Role.ready) {
        #expect(granting.mayGive(other) == holdsAll(actor, of: other), "\(actor.label) gives \(other.label)")
      }
    }
  }

  @Test func `through any form that gives a role`() async throws {
    let shop = try await Shop()
    let victim = try await shop.member(as: .analyst)
    let actors = try await Self.actors.asyncMap { try await role($0, in: shop) }
    let managing = Set(["members.view", "members.manage"])
    for actor in actors
    where managing.isSubset(of: Granting(actor, of: Features.permissions).names(of: actor)) {
      let visitor = try await shop.visitor(as: actor)
      for other in Role.ready {
        let isRight = holdsAll(actor, of: other)
        let email = "new-\(Shop.mark())@example.com"
        let invited = try await visitor.invite(email, as: other.reference, in: shop)
        #expect(invited.status == (isRight ? 303 : 422), "\(actor.label) invites as \(other.label)")
        #expect(try await shop.invitations().contains("\(email) \(other.reference)") == isRight)
        guard !isRight else { continue }
        let list = shop.path("/members")
        let own = try #require(try await shop.members().first { $0.value == actor }?.key)
        for person in [victim.id, own] {
          let answer = try await visitor.send(
            "\(list)/role", from: list, [("member", "\(person)"), ("role", other.reference)])
          #expect(
            answer.status == 422,
            "\(actor.label) makes \(person == own ? "themselves" : "another") \(other.label)")
        }
        #expect(try await shop.members()[victim.id] == .analyst)
      }
    }
  }

  @Test func `nor do they touch who holds more`() async throws {
    let shop = try await Shop()
    let admin = try await shop.visitor(as: .admin)
    let second = try await shop.member(as: .owner)
    let lesser = try await shop.visitor(as: shop.role("Team lead", ["members.view", "members.manage"]))
    let otherAdmin = try await shop.member(as: .admin)
    let list = shop.path("/members")
    for (visitor, victim) in [(admin, second), (admin, shop.owner), (lesser, otherAdmin), (lesser, second)] {
      let fields = [("member", "\(victim.id)")]
      #expect(try await visitor.send("\(list)/removal", from: list, fields).status == 422)
      let demotion = try await visitor.send("\(list)/role", from: list, fields + [("role", "members.view")])
      #expect(demotion.status == 422)
    }
    #expect(try await shop.members().values.count { $0 == .owner } == 2)
    #expect(try await shop.log() == [])
  }

  @Test func `nor make roles of it`() async throws {
    let shop = try await Shop()
    let own = ["members.view", "members.manage", "roles.manage", "orders.view"]
    let mine = try await shop.role("Lead", own)
    let strong = try await shop.role("Strong", own + ["business.manage"])
    let lead = try await shop.visitor(as: mine)
    let roles = shop.path("/roles")
    // A copy of what is more.
    for model in ["owner", "admin", strong.reference] {
      #expect(try await lead.send(roles, from: roles, [("name", "Copy"), ("model", model)]).status == 422)
    }
    // A permission more, in their own role and in a new one.
    #expect(try await lead.send(roles, from: roles, [("name", "New"), ("model", "")]).status == 303)
    let new = try #require(try await CustomRole.all(in: shop.db).first { $0.name == "New" })
    for id in [mine.reference, "\(new.id)"] {
      let answer = try await lead.send(
        "\(roles)/\(id)", from: roles, [("name", "More"), ("permission", "business.manage")])
      #expect(answer.status == 422)
    }
    // What is held by who may do more is not theirs to weaken either.
    #expect(
      try await lead.send("\(roles)/\(strong.reference)", from: roles, [("name", "Weak")]).status == 422)
    #expect(try await lead.send("\(roles)/\(strong.reference)/removal", from: roles, []).status == 422)
    let moved = try await lead.send("\(roles)/\(new.id)/removal", from: roles, [("to", "admin")])
    #expect(moved.status == 422)
    let kept = try await CustomRole.all(in: shop.db)
    #expect(kept.first { $0.name == "Lead" }?.permissions == Set(own))
    #expect(kept.first { $0.name == "Strong" }?.permissions == Set(own + ["business.manage"]))
    #expect(kept.first { $0.name == "New" }?.permissions == [])
  }

  @Test func `nor send again what somebody above them has offered`() async throws {
    let shop = try await Shop()
    let owner = try await shop.visitor()
    #expect(try await owner.invite("heir@example.com", as: "owner", in: shop).status == 303)
    let id = try await shop.db.one(
      "select id::text from invitations where tenant_id = \(shop.db.tenant)", as: String.self)
    let admin = try await shop.visitor(as: .admin)
    let list = shop.path("/invitations")
    #expect(try await admin.send("\(list)/\(id)/resend", from: list, []).status == 422)
    #expect(try await admin.invite("heir@example.com", as: "owner", in: shop).status == 422)
  }

  @Test func `a permission that nobody declares opens nothing and is still not handed on`() async throws {
    let shop = try await Shop()
    let old = try await shop.role("Old", ["orders.view", "gone.feature"])
    let granting = Granting(.admin, of: Features.permissions)
    #expect(!granting.mayGive(old))
    #expect(Granting(.owner, of: Features.permissions).mayGive(old))
  }
}

extension Array {
  func asyncMap<Result>(_ body: (Element) async throws -> Result) async throws -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await body(element)) }
    return results
  }
}
