import Basics
import Database
import Identity
import Tenancy
import TestKit
import Testing
import Web

@testable import Members

/// What was done to a member is taken back by who did it, for a quarter of an hour.
@Suite struct `Taking a change of the team back` {
  let shop: Shop
  let owner: Visitor
  let list: String

  init() async throws {
    shop = try await Shop()
    owner = try await shop.visitor()
    list = shop.path("/members")
  }

  private func remove(_ accounts: [TestAccount], by visitor: Visitor) async throws -> PageForm {
    try await undo(
      visitor.send("\(list)/removal", from: list, accounts.map { ("member", "\($0.id)") }), visitor)
  }

  private func give(_ role: String, to accounts: [TestAccount], by visitor: Visitor) async throws -> PageForm
  {
    let members = accounts.map { ("member", "\($0.id)") }
    return try await undo(visitor.send("\(list)/role", from: list, members + [("role", role)]), visitor)
  }

  /// With the token of the moment: whoever proves something gets a new one.
  private func press(_ form: PageForm, _ visitor: Visitor) async throws -> FetchedPage {
    try await visitor.send(form.action, from: list, [])
  }

  /// The form of the toast on the page behind.
  private func undo(_ answer: FetchedPage, _ visitor: Visitor) async throws -> PageForm {
    #expect(answer.status == 303)
    let page = try await visitor.follow(answer)
    let forms = page.markup.all("form").compactMap { $0["action"] }
    let action = try #require(forms.first { $0.hasSuffix("/undo") })
    return try page.form(action)
  }

  @Test func `brings who was removed back into their role, as if they had never gone`() async throws {
    let packer = try await shop.member(as: shop.role("Packer", ["orders.view"]))
    let before = try #require(try await Member.find(packer.id, in: shop.db))
    let visitor = try await Visitor()
    try await visitor.signIn(packer)
    let form = try await remove([packer], by: owner)
    #expect(try await visitor.get(shop.path("/orders")).status == 404)
    let answer = try await owner.submit(form)
    #expect(answer.location == list, "what was proved for the removal is proof enough")
    let after = try #require(try await Member.find(packer.id, in: shop.db))
    #expect(after.role == before.role && after.joinedAt == before.joinedAt)
    #expect(try await visitor.get(shop.path("/orders")).status == 200, "their session is inside at once")
    #expect(try await shop.log().map { $0.prefix(16) } == ["members.removed ", "members.restored"])
    #expect(try await owner.get("\(list)/\(packer.id)").words.contains("Came back as Packer"))
  }

  @Test func `gives several people their own roles back at once`() async throws {
    let (agent, seller) = (try await shop.member(as: .agent), try await shop.member(as: .seller))
    let form = try await give("analyst", to: [agent, seller], by: owner)
    #expect(try await press(form, owner).status == 303)
    #expect(try await shop.members() == [shop.owner.id: .owner, agent.id: .agent, seller.id: .seller])
    #expect(try await shop.log().count == 4)
  }

  @Test func `is done once, by one of two who press at once`() async throws {
    let agent = try await shop.member(as: .agent)
    let form = try await remove([agent], by: owner)
    async let first = owner.submit(form)
    async let second = owner.submit(form)
    let statuses = try await [first.status, second.status].sorted()
    #expect(statuses == [303, 409])
    _ = try await remove([agent], by: owner)
    #expect(try await press(form, owner).status == 409, "an old one does not undo a newer removal")
    #expect(try await shop.members() == [shop.owner.id: .owner])
  }

  @Test func `is for who did it, in their own business, and nobody else`() async throws {
    let agent = try await shop.member(as: .agent)
    let admin = try await shop.visitor(as: .admin)
    let form = try await remove([agent], by: owner)
    #expect(try await admin.send(form.action, from: list, []).status == 404)
    let other = try await Shop()
    let stranger = try await other.visitor()
    let change = try #require(form.action.split(separator: "/").dropLast().last)
    let elsewhere = try await stranger.send(
      other.path("/members/changes/\(change)/undo"), from: other.path("/members"), [])
    #expect(elsewhere.status == 404)
    let made = try await owner.send("\(list)/changes/\(RecordID<Shop>())/undo", from: list, [])
    #expect(made.status == 404, "a name that somebody made up")
    #expect(try await shop.members()[agent.id] == nil)
    #expect(try await other.members().count == 1)
  }

  @Test func `ends after a quarter of an hour`() async throws {
    let agent = try await shop.member(as: .agent)
    let form = try await remove([agent], by: owner)
    let past = Instant.now - MemberChange.lasts - .seconds(1)
    // The application may not say when a change was: one of then is put in its place.
    let change = try #require(
      RecordID<MemberChange>(String(form.action.split(separator: "/").dropLast().last ?? "")))
    try await shop.db.run([
      "delete from member_changes where tenant_id = \(shop.db.tenant)",
      """
      insert into member_changes (tenant_id, id, person_id, role, joined_at, changed_by, changed_at)
      values (\(shop.db.tenant), \(change), \(agent.id), 'agent', \(past), \(shop.owner.id), \(past))
      """,
    ])
    let late = try await press(form, owner)
    #expect(late.status == 409 && late.words.contains("cannot be taken back any more"))
    #expect(try await shop.members()[agent.id] == nil)
    // The next change sweeps it away.
    let next = try await shop.member(as: .seller)
    _ = try await remove([next], by: owner)
    let left = try await shop.db.one(
      "select count(*) from member_changes where tenant_id = \(shop.db.tenant)", as: Int.self)
    #expect(left == 1)
  }

  @Test func `gives nobody what its presser does not hold any more`() async throws {
    let account = try await shop.member(as: .admin)
    let admin = try await Visitor()
    try await admin.signIn(account)
    let (other, agent) = (try await shop.member(as: .admin), try await shop.member(as: .agent))
    let demotion = try await give("analyst", to: [other], by: admin)
    let removal = try await remove([agent], by: admin)
    // Still manages people, and holds little else.
    let lead = try await shop.role("Team lead", ["members.view", "members.manage"])
    let member = try #require(try await Member.find(account.id, in: shop.db))
    try await member.change(to: lead, by: shop.owner.id, in: shop.db)
    #expect(try await press(demotion, admin).status == 422)
    #expect(try await press(removal, admin).status == 422)
    #expect(try await shop.members()[other.id] == .analyst)
    #expect(try await shop.members()[agent.id] == nil)
  }

  @Test func `makes no owner again by who is none any more`() async throws {
    let second = try await shop.member(as: .owner)
    let visitor = try await Visitor()
    try await visitor.signIn(second)
    let third = try await shop.member(as: .owner)
    let form = try await remove([third], by: visitor)
    let member = try #require(try await Member.find(second.id, in: shop.db))
    try await member.change(to: .admin, by: shop.owner.id, in: shop.db)
    #expect(try await press(form, visitor).status == 422)
    await #expect(throws: Member.Refusal.notOwner) {
      try await Member.bringBack(
        third.id, as: .owner, joinedAt: .now, seenAt: nil, by: second.id, in: shop.db)
    }
    #expect(try await shop.members()[third.id] == nil)
  }

  @Test func `leaves alone what somebody else has done since`() async throws {
    let (agent, seller) = (try await shop.member(as: .agent), try await shop.member(as: .seller))
    let form = try await give("analyst", to: [agent, seller], by: owner)
    let member = try #require(try await Member.find(seller.id, in: shop.db))
    try await member.change(to: .marketer, by: shop.owner.id, in: shop.db)
    #expect(try await press(form, owner).status == 409)
    #expect(try await shop.members()[agent.id] == .analyst, "all of it, or nothing")
    #expect(try await shop.members()[seller.id] == .marketer)
    let removal = try await remove([agent], by: owner)
    try await Identity.addMember(agent.id, as: .seller, to: shop.tenant.id, in: shop.site.databases.global)
    #expect(try await press(removal, owner).status == 409)
    #expect(try await shop.members()[agent.id] == .seller)
  }

  @Test func `says so when the role is gone`() async throws {
    let role = try await shop.role("Packer", ["orders.view"])
    let packer = try await shop.member(as: role)
    let form = try await remove([packer], by: owner)
    let path = shop.path("/roles/\(role.reference)")
    #expect(try await owner.press(owner.get(path).form("\(path)/removal")).status == 303)
    let answer = try await press(form, owner)
    #expect(answer.status == 409 && answer.words.contains("That role was deleted meanwhile"))
    #expect(try await shop.members()[packer.id] == nil)
  }

  @Test func `asks a session that has proved nothing`() async throws {
    let agent = try await shop.member(as: .agent)
    let form = try await remove([agent], by: owner)
    let stolen = try await shop.visitor()
    let answer = try await stolen.post(form.action, ["csrf": stolen.formToken()])
    #expect(answer.asksForProof)
    #expect(try await shop.members()[agent.id] == nil)
  }

  @Test func `is not offered to who has changed themselves`() async throws {
    let second = try await shop.member(as: .owner)
    let visitor = try await Visitor()
    try await visitor.signIn(second)
    let answer = try await visitor.send(
      "\(list)/role", from: list, [("member", "\(second.id)"), ("role", "analyst")])
    #expect(answer.location == "/businesses")
    let page = try await visitor.follow(answer)
    #expect(!page.markup.all("form").contains { $0["action"]?.hasSuffix("/undo") == true })
  }
}
