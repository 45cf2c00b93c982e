import App
import Basics
import Database
import Glibc
import Localization
import Loop
import Operations
import Orders
import Tenancy

extension Commands {
  static let importOrders = Command(
    Usage(
      "import orders", operands: ["FILE"],
      options: ["--tenant": "SLUG", "--source": "NAME", "--zone": "ZONE", "--rejects": "PATH"],
      required: ["--tenant"]),
    "Brings the order lines of a CSV file, also a gzipped one, into a business"
  ) { arguments in
    // Opened at once: as the user that the program becomes it may not be allowed to.
    var file = try openedFile(arguments)
    return try withInstallation(for: "import orders") { installation in
      if installation.cluster != nil { try waitFor { try await Schema(installation.databases).updateOwn() } }
      file.rejects = writable(file.rejectsPath, else: installation.varFolder)
      let (finished, slug) = (file, arguments.options["--tenant"] ?? "")
      let group = LoopGroup(count: 1)
      group.start()
      defer { group.shutdown() }
      var settings = DatabaseSettings(installation)
      settings.slow = nil
      let databases = try Databases(settings, on: group)
      let report = try waitFor { try await run(finished, into: slug, of: databases) }
      say(report.text)
      return 0
    }
  }

  private static func openedFile(_ arguments: Arguments) throws -> OrderImport.File {
    let path = arguments.operands[0]
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Trouble("\(path) cannot be read: \(systemError()).") }
    var file = OrderImport.File(path, source: arguments.options["--source"] ?? "csv")
    file.descriptor = descriptor
    if let name = arguments.options["--zone"] {
      guard let zone = TimeZoneRules(name) else {
        throw Trouble(
          "\(name) is no time zone of this machine.", mend: "Write it like Asia/Dhaka or Europe/London.")
      }
      file.zone = zone
    }
    // The program goes to another folder before it writes.
    let here = resolved(".") ?? "."
    let rejects = arguments.options["--rejects"] ?? file.rejectsPath
    file.rejects = rejects.hasPrefix("/") ? rejects : "\(here)/\(rejects)"
    return file
  }

  /// The path, or the same file name in `folder` where the user that the program has become may not write
  /// there.
  private static func writable(_ path: String, else folder: String) -> String {
    if access(Operations.folder(of: path), W_OK | X_OK) == 0 { return path }
    return "\(folder)/\(path.split(separator: "/").last ?? "rejected.csv")"
  }

  private static func run(_ file: OrderImport.File, into slug: String, of databases: Databases) async throws
    -> OrderImportReport
  {
    do {
      guard let slug = Slug(slug) else { throw Failure.notFound }
      let tenant = try await Tenant.find(slug, in: databases.global)
      let shop = OrderImport.Shop(
        db: databases.tenant(tenant.id), currency: tenant.currency, zone: tenant.zone)
      let report = try await OrderImport.run(file, into: shop) { say($0.text, to: 2) }
      await databases.close()
      return report
    } catch Failure.notFound {
      throw Trouble(
        "There is no business at “\(slug)”.", mend: "It is the word behind /t/ in the address of its pages.")
    } catch Failure.conflict(let message) {
      throw Trouble(UserLocale.plain.text(message))
    }
  }
}
