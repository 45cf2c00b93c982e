import Basics
import Foundation
import TestKit

/// A file of order lines, made up.
struct OrderFile {
  let path: String
  let rows: [String]

  static let header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"

  /// - Parameter invoices: by their numbers, three lines each; one in ten has a row that is refused.
  init(_ invoices: ClosedRange<Int>, lines: Int = 3, day: Int = 1) throws {
    try self.init(
      invoices.flatMap { invoice in
        (1...lines).map { line in
          let quantity = invoice % 10 == 0 && line == 2 ? "x" : "\(line)"
          let minute = String(invoice % 60 + 100).dropFirst()
          let customer = invoice % 4 == 0 ? "" : "\(invoice % 7)"
          return """
            \(invoice),P\(invoice % 5 + line),Thing \(invoice % 5 + line),\(quantity),2011-0\(day)-1\(invoice % 9) 10:\(minute),\
            2.\(line)5,\(customer),\(["France", "Spain", "EIRE"][invoice % 3])
            """
        }
      })
  }

  init(_ rows: [String]) throws {
    self.rows = rows
    path = NSTemporaryDirectory() + "haat-imports-\(Shop.mark()).csv"
    try Data(([OrderFile.header] + rows).joined(separator: "\n").utf8).write(to: URL(filePath: path))
  }

  func remove() { unlink(path) }
}

/// A file gzipped.
struct Gzipped {
  let path: String

  init(_ plain: String) throws {
    path = plain + ".gz"
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-k", plain]
    try gzip.run()
    gzip.waitUntilExit()
  }

  /// Leaves only a share of a copy of it.
  func cut(_ copy: String, to share: Double) throws {
    let whole = try Data(contentsOf: URL(filePath: path))
    try whole.prefix(Int(Double(whole.count) * share)).write(to: URL(filePath: copy))
  }

  func remove() { unlink(path) }
}
