import App
import Audit
import Basics
import Database
import Loop
import Operations
import Tenancy
import Vault

extension Commands {
  static let keysStatus = keys(
    Usage("keys status"), "Says which master keys are in use, and how far rotations have come"
  ) { _, keys in try await keys.tellStatus() }

  static let keysRotateMaster = keys(
    Usage("keys rotate-master"), "Wraps every business's key anew by the first of HAAT_MASTER_KEYS"
  ) { _, keys in try await keys.rotateMaster() }

  static let keysRotate = keys(
    Usage("keys rotate", flags: ["--all", "--platform"], options: ["--tenant": "SLUG"]),
    "Gives a business, the platform or all a new key, and has what is sealed sealed anew"
  ) { arguments, keys in
    switch (arguments.options["--tenant"], arguments.has("--all"), arguments.has("--platform")) {
    case (let slug?, false, false): try await keys.rotate(try await keys.tenant(slug), called: slug)
    case (nil, true, false): try await keys.rotateAll()
    case (nil, false, true): try await keys.rotate(.platform, called: "the platform")
    default: throw Trouble("haat keys rotate needs one of --tenant SLUG, --platform and --all.")
    }
  }

  static let keysDelete = keys(
    Usage(
      "keys delete", flags: ["--yes-forget-everything"], options: ["--tenant": "SLUG"], required: ["--tenant"]
    ),
    "Deletes a business's keys: what it has sealed, nobody can ever read again"
  ) { arguments, keys in
    let slug = arguments.options["--tenant"] ?? ""
    let tenant = try await keys.tenant(slug)
    guard arguments.has("--yes-forget-everything") else {
      throw Trouble(
        "This makes everything unreadable that \(slug) has sealed, for good.",
        mend: "If that is what you want: haat keys delete --tenant \(slug) --yes-forget-everything")
    }
    try await keys.delete(tenant, called: slug)
  }

  private static func keys(
    _ usage: Usage, _ summary: String, _ body: @escaping @Sendable (Arguments, KeyErrand) async throws -> Void
  ) -> Command {
    Command(usage, summary) { arguments in
      try withInstallation(for: usage.command) { installation in
        if installation.cluster?.isOwned == true {
          try waitFor { try await Schema(installation.databases).updateOwn() }
        }
        let group = LoopGroup(count: 1)
        group.start()
        defer { group.shutdown() }
        let databases = try Databases(DatabaseSettings(installation), on: group)
        let errand = KeyErrand(
          vault: installation.vault, databases: databases,
          actor: Actor(kind: .command, name: "haat \(usage.command)"))
        return try waitFor {
          do { try await body(arguments, errand) } catch let error as VaultError { throw Trouble("\(error)") }
          await databases.close()
          return 0
        }
      }
    }
  }
}

/// What somebody has typed the command for, told as it goes.
struct KeyErrand: Sendable {
  let vault: Vault
  let databases: Databases
  let actor: Actor

  func tenant(_ slug: String) async throws -> TenantID {
    guard let known = Slug(slug), let tenant = try? await Tenant.find(known, in: databases.global) else {
      throw Trouble(
        "There is no business at “\(slug)”.", mend: "It is the word behind /t/ in the address of its pages.")
    }
    return tenant.id
  }

  func rotateMaster() async throws {
    let count = try await vault.rotateMaster(in: databases, by: actor) { count in
      if count % 1000 == 0 { say("\(count) keys", to: 2) }
    }
    say(
      count == 0
        ? "Nothing to do: the master key “\(vault.currentMaster)” has wrapped every key."
        : "\(count) keys are wrapped by “\(vault.currentMaster)” now.")
  }

  func rotate(_ tenant: TenantID, called name: String) async throws {
    switch try await vault.rotate(databases.tenant(tenant), by: actor) {
    case .begun: say("\(name) has a new key. A job seals anew what is there: haat keys status.")
    case .underWay: say("The rotation before has not ended: haat keys status.")
    case .nothingSealed: say("\(name) has sealed nothing yet.")
    }
  }

  /// Begun again after a kill, it finds those under way that have been begun.
  func rotateAll() async throws {
    var (begun, underWay) = (0, 0)
    var last: TenantID?
    while case let tenants = try await vault.tenants(after: last, in: databases), !tenants.isEmpty {
      for tenant in tenants {
        switch try await vault.rotate(databases.tenant(tenant), by: actor) {
        case .begun: begun += 1
        case .underWay: underWay += 1
        case .nothingSealed: break
        }
        last = tenant
      }
    }
    say("\(begun) rotations have begun, \(underWay) were under way: haat keys status.")
  }

  func delete(_ tenant: TenantID, called name: String) async throws {
    let count = try await vault.deleteKeys(of: databases.tenant(tenant), by: actor)
    say("\(count) keys of \(name) are deleted.")
  }

  private func word(on master: String) -> String {
    if master == vault.currentMaster { return "wraps" }
    return vault.masterIDs.contains(master) ? "haat keys rotate-master" : "not in HAAT_MASTER_KEYS"
  }

  func tellStatus() async throws {
    let status = try await VaultStatus(in: databases)
    for each in status.masters {
      say("master key “\(each.master)”: \(each.keys) keys (\(word(on: each.master)))")
    }
    say("\(status.rotationCount) rotations under way")
    for rotation in status.rotations {
      let whose = rotation.tenant == .platform ? "the platform" : rotation.tenant.description
      say("  \(whose) since \(rotation.began)")
      for column in try await vault.progress(in: databases.tenant(rotation.tenant)) {
        say("    \(column.column): \(column.done) sealed anew, \(column.left) left")
      }
    }
  }
}
