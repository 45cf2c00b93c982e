import App
import Database
import Loop
import Operations

extension Commands {
  static let seed = Command(
    Usage("seed", flags: ["--on-a-given-server"]),
    "Makes two sample businesses with people who can sign in, and prints how"
  ) { arguments in
    try withInstallation(for: "seed") { installation in
      guard installation.cluster != nil || arguments.has("--on-a-given-server") else {
        throw Trouble(
          "HAAT_DATABASE_URL is set, and the password of the sample people is known to everybody.",
          mend: "If that is what you want: haat seed --on-a-given-server")
      }
      if installation.cluster != nil { try waitFor { try await Schema(installation.databases).updateOwn() } }
      let group = LoopGroup(count: 1)
      group.start()
      defer { group.shutdown() }
      let databases = try Databases(DatabaseSettings(installation), on: group)
      try waitFor {
        let seed = Seed(databases)
        try await seed.plant()
        try await seed.fill()
        await databases.close()
      }
      say(Seed.signIns(at: installation.settings.application))
      return 0
    }
  }
}
