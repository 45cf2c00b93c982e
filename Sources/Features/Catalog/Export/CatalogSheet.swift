import Basics
import CSV
import Database

/// A catalogue as a file, written part by part.
package struct CatalogSheet: Sendable {
  let format: CatalogFormat
  /// The most options that a product of it has.
  let options: Int

  package init(_ format: CatalogFormat, in db: TenantDatabase) async throws {
    self.format = format
    options = try await db.one(
      "select coalesce(max(cardinality(options)), 0) from products where tenant_id = \(db.tenant)",
      as: Int.self)
  }

  /// The line of the names, with the mark by which Excel knows UTF-8.
  package var header: [UInt8] {
    var writer = CSVWriter(byteOrderMark: true)
    writer.row(format.header(options))
    return Array(writer.output.bytes)
  }

  /// The lines of some products, in the order given.
  package func lines(of products: [Product.ID], in db: TenantDatabase) async throws -> [UInt8] {
    var writer = CSVWriter()
    for product in try await ExportedProduct.all(products, in: db) {
      let width = format.header(options).count
      for row in format.rows(product, options) { writer.row(row.padded(to: width)) }
    }
    return Array(writer.output.bytes)
  }
}
