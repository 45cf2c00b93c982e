import Basics
import Database
import Foundation
import Imports
import Orders

extension Shop {
  /// Brings a file of order lines, as the command does.
  @discardableResult
  package func bringOrders(_ path: String, source: String = "csv", zone: TimeZoneRules? = nil) async throws
    -> Import
  {
    try await bring(path, of: OrdersImport.self, source: source, zone: zone)
  }

  @discardableResult
  package func bring<Kind: ImportKind>(
    _ path: String, of kind: Kind.Type, source: String = "csv", zone: TimeZoneRules? = nil,
    columns: [String: String] = [:]
  ) async throws -> Import {
    let id = try await prepare(path, of: kind, source: source, zone: zone, columns: columns)
    return try await FileImport<Kind>.carryOut(id, storage: TestSite.storage, in: db) { _ in }
  }

  /// Stores a file and starts an import of it, which nobody carries out yet.
  package func prepare<Kind: ImportKind>(
    _ path: String, of _: Kind.Type, source: String = "csv", zone: TimeZoneRules? = nil,
    columns: [String: String] = [:]
  ) async throws -> Import.ID {
    let file = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? file.close() }
    let given = FileImport<Kind>(
      path: path, descriptor: file.fileDescriptor, source: source, zone: zone, columns: columns)
    return try await given.prepare(storage: TestSite.storage, in: db)
  }
}
