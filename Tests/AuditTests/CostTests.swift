import Audit
import Basics
import Database
import Foundation
import TestKit
import Testing

/// Measured, not asserted: `HAAT_TEST_COST=1 swift test --filter CostTests`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["HAAT_TEST_COST"] != nil), .serialized)
struct `What the log costs` {
  @Test func `beside a change, sealed, and verified`() async throws {
    let shop = try await SealedShop()
    let actor = Actor(
      kind: .person, person: PersonID(), name: "Nasima", address: "10.0.0.1", device: "Firefox")
    let (changes, entries) = (1_000, 20_000)
    let plain = try await seconds {
      for _ in 0..<changes {
        try await shop.db.transaction { db in
          try await db.run("update tenants set name = 'x' where id = \(db.tenant)")
        }
      }
    }
    let recorded = try await seconds {
      for number in 0..<changes {
        try await shop.db.transaction { db in
          try await db.run("update tenants set name = 'x' where id = \(db.tenant)")
          try await db.record(
            AuditEntry("test.done", .init("test", "\(number)"), after: ["name": "x"]), by: actor)
        }
      }
    }
    try await shop.db.transaction { db in
      for number in 0..<entries {
        try await db.record(
          AuditEntry("test.done", .init("test", "\(number)"), after: ["name": "x"]), by: actor)
      }
    }
    let sealed = try await seconds { try await shop.seal() }
    let before = residentKilobytes()
    var faults: [AuditFault] = []
    let verified = try await seconds { faults = try await shop.faults() }
    #expect(faults == [])
    let all = Double(entries + changes)
    print(
      "a change \(plain / Double(changes) * 1e6) µs, with an entry \(recorded / Double(changes) * 1e6) µs")
    print(
      "sealed \(all / sealed) entries/s, verified \(all / verified) entries/s, +\(residentKilobytes() - before) kB"
    )
  }

  private func seconds(_ body: () async throws -> Void) async throws -> Double {
    let start = monotonicNanoseconds()
    try await body()
    return Double(monotonicNanoseconds() - start) / 1e9
  }

  private func residentKilobytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS") } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
  }
}
