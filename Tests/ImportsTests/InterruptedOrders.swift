import Basics
import Database
import Orders
import Sheets
import Synchronization
import Web

@testable import Imports

/// Order lines, by a process that is killed within a batch after some others: its transaction comes to nothing, and it tells
/// nobody.
enum InterruptedOrders: ImportKind {
  typealias Reader = OrderLineReader

  /// Batches that the run of an import may still write.
  static let left = Mutex<[Import.ID: Int]>([:])
  /// What happens behind a batch of an import, before its transaction ends.
  static let between = Mutex<[Import.ID: @Sendable () async throws -> Void]>([:])

  struct Killed: Error {}

  static var key: String { OrdersImport.key }
  static var words: ImportWords { OrdersImport.words }
  static var permission: Permission { OrdersImport.permission }
  static var fields: [SheetField] { OrdersImport.fields }
  static func problem(_ reason: String) -> Message { OrdersImport.problem(reason) }
  static func meaning(of count: String) -> Message { OrdersImport.meaning(of: count) }

  static func write(_ lines: [ImportedLine], for target: ImportTarget, in db: TenantDatabase) async throws
    -> BatchOutcome
  {
    let outcome = try await OrdersImport.write(lines, for: target, in: db)
    guard let id = target.id else { return outcome }
    try await between.withLock { $0[id] }?()
    let isKilled = left.withLock { left in
      left[id, default: .max] -= 1
      return left[id, default: 0] < 0
    }
    if isKilled { throw Killed() }
    return outcome
  }

  static func countKnown(_ lines: [ImportedLine], for target: ImportTarget, in db: TenantDatabase)
    async throws -> Int
  {
    try await OrdersImport.countKnown(lines, for: target, in: db)
  }

  static func restate(_ target: ImportTarget, in db: TenantDatabase) async throws {
    try await OrdersImport.restate(target, in: db)
  }

  static func undo(_ id: Import.ID, counting outcome: inout UndoOutcome, in db: TenantDatabase) async throws
    -> Bool
  {
    let more = try await OrdersImport.undo(id, counting: &outcome, in: db)
    let isKilled = left.withLock { left in
      left[id, default: .max] -= 1
      return left[id, default: 0] < 0
    }
    if isKilled { throw Killed() }
    return more
  }

  /// Runs an import in small batches, and is killed in the one behind so many.
  /// - Returns: whether it was.
  static func run(
    _ id: Import.ID, killedAfter batches: Int = .max, size: Int = 20, in shop: TestShop
  ) async throws -> Bool {
    left.withLock { $0[id] = batches }
    let undoing = try await shop.find(id).state == .undoing
    guard
      var run = try await ImportRun<InterruptedOrders>.begin(
        id, undoing: undoing, patience: .zero, storage: shop.storage, in: shop.db)
    else { return false }
    run.batchSize = size
    do {
      if undoing { try await run.undo() } else { try await run.run() }
      return false
    } catch is Killed {
      return true
    }
  }
}
