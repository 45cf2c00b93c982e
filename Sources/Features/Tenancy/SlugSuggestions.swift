import Basics
import Database

extension Tenancy {
  package static func isTaken(_ slug: Slug, in db: PlatformDatabase) async throws -> Bool {
    try await !Tenant.taken(among: [slug], in: db).isEmpty
  }

  /// Which of these addresses lead to a business.
  package static func present(among slugs: [String], in db: PlatformDatabase) async throws -> Set<String> {
    try await Tenant.taken(among: slugs.compactMap { Slug($0) }, in: db)
  }

  /// Up to three free addresses like one that is taken, the most telling first.
  package static func freeSlugs(
    like slug: Slug, in zone: TimeZoneRules?, db: PlatformDatabase
  ) async throws -> [Slug] {
    let candidates = alternatives(to: slug, in: zone)
    let taken = try await Tenant.taken(among: candidates, in: db)
    return Array(candidates.filter { !taken.contains($0.text) }.prefix(3))
  }

  /// The name with its city, with what it is, with a number; the last ones are free in all likelihood.
  static func alternatives(to slug: Slug, in zone: TimeZoneRules?) -> [Slug] {
    let city = zone.map { $0.identifier.split(separator: "/").last ?? "" } ?? ""
    let place = city.lowercased().replacing("_", with: "-")
    let number = Int.random(in: 100...999)
    let endings = ["online", "shop", "bazaar", "2", "3", "4", "5"] + (0..<3).map { "\(number + $0 * 1000)" }
    return ([place] + endings).filter { !$0.isEmpty }.compactMap { ending in
      let beginning = slug.text.prefix(39 - ending.utf8.count)
      return Slug("\(beginning.hasSuffix("-") ? beginning.dropLast() : beginning)-\(ending)")
    }
  }
}
