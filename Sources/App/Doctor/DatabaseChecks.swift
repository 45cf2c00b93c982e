import Basics
import Database
import Operations
import Vault

/// What can be wrong with the database: reach, version, logins, migrations, policies, and its clock.
struct DatabaseChecks: Sendable {
  let urls: DatabaseURLs
  let databases: Databases
  /// Whether the cluster is Haat's own.
  let isOwn: Bool
  let vault: Vault

  /// They name tenants and are read without one: to find where a person belongs, and whose a domain is.
  private static let globalTables = ["memberships", "roles", "tenant_domains", "tenant_policies"]

  func findings() async -> [Finding] {
    do {
      try await databases.ready()
    } catch {
      return [
        .bad(
          "The database does not answer: \(error)",
          mend: isOwn
            ? "haat migrate"
            : "Look whether it runs, and whether HAAT_DATABASE_URL and HAAT_DATABASE_PLATFORM_URL are right.")
      ]
    }
    var findings = [Finding.ok("The database answers")]
    for check in [version, logins, clock, migrations, policies, masters] {
      do { findings.append(try await check()) } catch { findings.append(.bad("\(error)", mend: "")) }
    }
    return findings
  }

  private func version() async throws -> Finding {
    let number = try await databases.global.one(
      "select current_setting('server_version_num')::int", as: Int.self)
    let words = "PostgreSQL is version \(number / 10000).\(number % 10000)"
    return number >= 150_000 ? .ok(words) : .bad(words, mend: "Haat needs 15 or later.")
  }

  /// A login above row security would see every tenant's rows whatever the policies say.
  private func logins() async throws -> Finding {
    let roles = Bootstrap.Role.allCases.map(\.rawValue)
    let known = try await databases.global.all(
      "select rolname::text from pg_roles where rolname = any(\(roles))", as: String.self)
    let mighty = try await databases.global.all(
      "select rolname::text from pg_roles where rolname = any(\(roles)) and (rolsuper or rolbypassrls) order by 1",
      as: String.self)
    let missing = roles.filter { !known.contains($0) }
    if !missing.isEmpty {
      return .bad("These logins are missing: \(missing.joined(separator: ", "))", mend: "haat migrate")
    }
    guard mighty.isEmpty else {
      return .bad(
        "These logins stand above row security: \(mighty.joined(separator: ", "))",
        mend: mighty.map { "alter role \($0) nosuperuser nobypassrls;" }.joined(separator: "\n"))
    }
    return .ok("No login stands above row security")
  }

  private func clock() async throws -> Finding {
    let before = Instant.now
    let there = try await databases.global.one("select clock_timestamp()", as: Instant.self)
    let apart = max((before - there).inMicroseconds, (there - Instant.now).inMicroseconds) / 1000
    if apart < 1000 { return .ok("The clocks of Haat and the database agree") }
    return .bad("The clocks of Haat and the database are \(apart) ms apart", mend: "Keep both by NTP.")
  }

  private func migrations() async throws -> Finding {
    guard urls.owner != nil else {
      return .warn(
        "Whether migrations are pending cannot be told without HAAT_DATABASE_OWNER_URL",
        mend: "Set it where you migrate.")
    }
    let pending = try await Schema(urls).pending()
    if pending.isEmpty { return .ok("No migration is pending") }
    return .bad("Migrations are pending: \(pending.joined(separator: ", "))", mend: "haat migrate")
  }

  private func masters() async throws -> Finding {
    let used = try await VaultStatus(in: databases).masters.map(\.master)
    let unknown = used.filter { !vault.masterIDs.contains($0) }
    if unknown.isEmpty { return .ok("HAAT_MASTER_KEYS names every master key that is in use") }
    return .bad(
      "HAAT_MASTER_KEYS does not name these master keys, which are in use: \(unknown.joined(separator: ", "))",
      mend: "Put them behind the first one: what they wrapped opens with nothing else.")
  }

  private func policies() async throws -> Finding {
    let open = try await databases.global.all(
      """
      select c.relname::text
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
       where c.relkind in ('r', 'p') and c.relname <> all(\(Self.globalTables)) and c.relnamespace = 'public'::regnamespace
         and a.attnum = (select min(k) from pg_index i, unnest(i.indkey) k where i.indrelid = c.oid and i.indisprimary)
         and (not c.relrowsecurity or not exists (select 1 from pg_policy p where p.polrelid = c.oid))
       order by 1
      """, as: String.self)
    if open.isEmpty { return .ok("Every table of tenants has its policy") }
    return .bad(
      "Tables of tenants without a policy: \(open.joined(separator: ", "))",
      mend: "Write a migration that enables row security and makes the policy, as in the others.")
  }
}
