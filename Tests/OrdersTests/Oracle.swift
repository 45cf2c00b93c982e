import Basics
import Database
import Foundation
import Tenancy
import TestKit

/// The computation of the same figures apart from the program, in `Tests/Oracle`.
enum Oracle {
  /// Real data of a gift shop, where it has been put beside the project.
  static let onlineRetail =
    (ProcessInfo.processInfo.environment["HAAT_TEST_DATA"] ?? TestPostgres.root + "/../shared/data")
    + "/online-retail/online_retail.csv.gz"

  static var hasOnlineRetail: Bool { FileManager.default.fileExists(atPath: onlineRetail) }

  /// Compares the books of a shop with a file, figure by figure; nil when they are the same, else what
  /// differs.
  static func difference(
    between file: String, and books: Books, lines: Int? = nil, fileZone: String = "Europe/London"
  ) throws -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", TestPostgres.root + "/Tests/Oracle/compare.py", file, "--url",
      books.shop.site.databases.settings.appURL,
      "--tenant", books.shop.tenant.id.description, "--zone", fileZone, "--shop-zone", books.zone.identifier,
    ]
    if let lines { process.arguments?.append(contentsOf: ["--lines", String(lines)]) }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? nil : said
  }
}
