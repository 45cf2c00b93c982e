import Basics
import Database

/// How often a person's codes may be guessed at: five times, then after half a minute, a minute, two, up to a quarter of an
/// hour. Whoever guesses at six digits all day has one chance in three thousand.
///
/// A browser that the person has used is counted apart, so strangers slow each other and lock nobody out; a passkey is not
/// guessed at, and not counted. Kept in the database, for all processes together.
struct FactorTries: Sendable {
  let person: PersonID
  /// The mark of a browser that the person has used, or empty for all the others together.
  let browser: String

  static let free = 5
  static let longestWait = Duration.seconds(15 * 60)
  /// Failures are remembered for a day behind the last wait: who comes back sooner goes on where they were.
  static let kept = Duration.seconds(24 * 60 * 60)

  /// Takes one try, or says how long to wait for it. It counts as failed until `forgive`: of many at once, none slips by.
  func take(at now: Instant, in db: some Queryable) async throws -> Duration? {
    let taken = try await db.run(
      """
      insert into factor_tries (person_id, browser, failures, free_at) values (\(person), \(browser), 1, \(now))
      on conflict (person_id, browser) do update
         set failures = least(factor_tries.failures + 1, 1000),
             free_at = \(now) + case
               when factor_tries.failures + 1 < \(FactorTries.free) then interval '0'
               else least(interval '15 minutes',
                          interval '30 seconds' * power(2, least(factor_tries.failures + 1 - \(FactorTries.free), 10)))
             end
       where factor_tries.free_at <= \(now)
      """)
    if taken == 1 { return nil }
    let free = try await db.first(
      "select free_at from factor_tries where person_id = \(person) and browser = \(browser)",
      as: Instant.self)
    return max(.seconds(1), (free ?? now) - now)
  }

  /// After a success what went before does not count.
  func forgive(in db: some Queryable) async throws {
    try await db.run("delete from factor_tries where person_id = \(person) and browser = \(browser)")
  }
}
