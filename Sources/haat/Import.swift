import App
import Basics
import Catalog
import Customers
import Database
import Glibc
import Imports
import Localization
import Loop
import Operations
import Orders
import Tenancy

extension Commands {
  static let importOrders = importing(
    OrdersImport.self, "Brings the order lines of a CSV file, also a gzipped one, into a business")

  static let importProducts = importing(
    ProductImport.self, "Brings the products of a CSV file, also a gzipped one, into a business")
  static let importCustomers = importing(
    CustomerImport.self, "Brings the customers of a CSV file, also a gzipped one, into a business")

  private static func importing<Kind: ImportKind>(_ kind: Kind.Type, _ summary: String) -> Command {
    let usage = Usage(
      "import \(Kind.key)", operands: ["FILE"],
      options: [
        "--tenant": "SLUG", "--source": "NAME", "--zone": "ZONE", "--rejects": "PATH",
        "--map": "FIELD=COLUMN,…",
      ],
      required: ["--tenant"])
    return Command(usage, summary) { arguments in
      // Opened at once: as the user that the program becomes it may not be allowed to.
      let given = try GivenFile(arguments)
      return try withInstallation(for: usage.command) { installation in
        if installation.cluster?.isOwned == true {
          try waitFor { try await Schema(installation.databases).updateOwn() }
        }
        let errand = ImportErrand<Kind>(
          given, into: arguments.options["--tenant"] ?? "", of: installation)
        let group = LoopGroup(count: 1)
        group.start()
        defer { group.shutdown() }
        var settings = DatabaseSettings(installation)
        settings.slow = nil
        let databases = try Databases(settings, on: group)
        return try waitFor { try await errand.run(on: databases) }
      }
    }
  }
}

/// A file as the command line names it, and how it says it is to be read.
struct GivenFile: Sendable {
  let path: String
  let descriptor: Int32
  let source: String
  let zone: TimeZoneRules?
  let columns: [String: String]
  /// Where the refused rows go. Absolute, as the program goes to another folder.
  let rejects: String

  init(_ arguments: Arguments) throws {
    let path = arguments.operands[0]
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Trouble("\(path) cannot be read: \(systemError()).") }
    self.path = path
    source = arguments.options["--source"] ?? "csv"
    zone = try arguments.options["--zone"].map { name in
      guard let zone = TimeZoneRules(name) else {
        throw Trouble(
          "\(name) is no time zone of this machine.", mend: "Write it like Asia/Dhaka or Europe/London.")
      }
      return zone
    }
    columns = try GivenFile.columns(arguments.options["--map"] ?? "")
    let name = path.split(separator: "/").last ?? "file"
    let rejects = arguments.options["--rejects"] ?? "\(name).rejected.csv"
    self.rejects = rejects.hasPrefix("/") ? rejects : "\(resolved(".") ?? ".")/\(rejects)"
  }

  /// `date=Created at,price=Cost`
  private static func columns(_ text: String) throws -> [String: String] {
    var columns: [String: String] = [:]
    for pair in text.split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { throw Trouble("--map needs FIELD=COLUMN, not “\(pair)”.") }
      columns[String(parts[0]).normalizedLine] = String(parts[1]).normalizedLine
    }
    return columns
  }
}
