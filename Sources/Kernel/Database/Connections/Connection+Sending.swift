import Basics
import CPostgres
import Glibc
import Loop

extension Connection {
  /// BEGIN, COMMIT and ROLLBACK are prepared once: they are sent with every use.
  func prepareControl() {
    for (name, text) in [("b", isShared ? "BEGIN READ ONLY" : "BEGIN"), ("c", "COMMIT"), ("r", "ROLLBACK")] {
      note(PQsendPrepare(handle, name, text, 0, nil))
      expect(.step, nil)
    }
    sync()
    flush()
  }

  /// Writes a use and sends it at once.
  func send(_ use: Use) {
    write(use)
    sync()
    flush()
  }

  /// Appends the messages of a use to libpq's buffer; `sync` sends them.
  func write(_ use: Use) {
    use.stage = .sent
    use.connection = self
    use.sent = pool.loop.now
    if load == 0 { headSince = use.sent }
    load += 1
    for doomed in prepared.takeDoomed() {
      send("DEALLOCATE \(String(cString: doomed.name))", expecting: .deallocate(doomed), nil)
    }
    // Before BEGIN: a text that PostgreSQL refuses then leaves no failed block behind. But not where BEGIN
    // names an isolation, which comes too late behind the snapshot that preparing takes.
    if use.begin == nil {
      for statement in use.statements where prepared.find(statement) == nil { prepare(statement, use) }
    }
    if use.opens { open(use) }
    sendBody(use)
    if use.commits { send("c", expecting: .commit, prepared: use) }
    flight.updateLast { $0.isFinal = true }
    isUnsynced = true
  }

  /// Ends what was written since the last one: an error before it skips what is left up to here, and no
  /// further.
  func sync() {
    note(PQpipelineSync(handle))
    flight.append(Expected(kind: .sync, use: nil))
    isUnsynced = false
    if sendFailed { lost(.unavailable(handle, "the connection to PostgreSQL was lost")) }
  }

  /// Behind a use whose block failed: until it is done, everything else is refused with 25P02.
  func rollback() {
    send("r", expecting: .rollback, prepared: nil)
    sync()
    flush()
  }

  private func prepare(_ statement: Statement, _ use: Use) {
    let new = prepared.add(statement)
    note(
      statement.oids.withUnsafeBufferPointer {
        PQsendPrepare(handle, new.name, statement.cText, Int32($0.count), $0.baseAddress)
      })
    expect(.prepare(new), use)
  }

  private func open(_ use: Use) {
    if let begin = use.begin {
      send(begin, expecting: .step, use)
    } else {
      send("b", expecting: .step, prepared: use)
    }
    if let tenant = use.tenant {
      note(PQsendQueryParams(handle, tenantCommand.text(for: tenant), 0, nil, nil, nil, nil, 1))
      expect(.step, use)
    }
    if isShared, use.timeout != pool.settings.statement {
      send("SET LOCAL statement_timeout = \(use.timeout.inMicroseconds / 1000)", expecting: .step, use)
    }
  }

  private func sendBody(_ use: Use) {
    if let command = use.command { send(command, expecting: .command, use) }
    guard let sql = use.sql else { return }
    send(use.statements[0], sql.parameters, use)
    for (index, sql) in use.more.enumerated() { send(use.statements[index + 1], sql.parameters, use) }
  }

  private func send(_ text: String, expecting kind: Expected.Kind, _ use: Use?) {
    note(PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 1))
    expect(kind, use)
  }

  private func send(_ name: StaticString, expecting kind: Expected.Kind, prepared use: Use?) {
    name.withUTF8Buffer { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        note(PQsendQueryPrepared(handle, $0.baseAddress, 0, nil, nil, nil, 1))
      }
    }
    expect(kind, use)
  }

  private func send(_ statement: Statement, _ parameters: Parameters, _ use: Use) {
    // Not prepared before BEGIN, or evicted since by another statement of the same use.
    if prepared.find(statement) == nil { prepare(statement, use) }
    guard let known = prepared.find(statement) else { return }
    note(parameters.withPointers { PQsendQueryPrepared(handle, known.name, $0, $1, $2, $3, 1) })
    expect(.statement(known), use)
  }

  private func expect(_ kind: Expected.Kind, _ use: Use?) { flight.append(Expected(kind: kind, use: use)) }

  private func note(_ sent: Int32) { if sent != 1 { sendFailed = true } }
}

extension Parameters {
  /// As libpq wants them: the count, the values' addresses, their lengths, and that each is binary.
  func withPointers(
    _ body: (
      Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
    ) -> Int32
  ) -> Int32 {
    let count = slots.count
    if count == 0 { return body(0, nil, nil, nil) }
    return withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * count) { numbers in
        bytes.storage.withUnsafeBytes { memory in
          // An empty value must have an address all the same: nil is NULL.
          guard let start = memory.baseAddress ?? UnsafeRawPointer(values.baseAddress) else { return 0 }
          var offset = 0
          for (index, slot) in slots.enumerated() {
            let value = slot.length < 0 ? nil : (start + offset).assumingMemoryBound(to: CChar.self)
            values.initializeElement(at: index, to: value)
            numbers.initializeElement(at: index, to: max(0, slot.length))
            numbers.initializeElement(at: count + index, to: 1)
            offset += Int(max(0, slot.length))
          }
          let lengths = numbers.baseAddress.map { UnsafePointer($0) }
          return body(Int32(count), values.baseAddress, lengths, lengths.map { $0 + count })
        }
      }
    }
  }
}

/// `SET LOCAL app.tenant_id = '…'`, kept from use to use. A literal, because `set_config` is not carried to
/// the shards by Citus; made of a UUID's bits, so nothing else can stand in it.
struct TenantCommand: ~Copyable {
  private let memory: UnsafeMutablePointer<CChar>
  private var tenant: TenantID?
  private static let head: StaticString = "SET LOCAL app.tenant_id='"

  init() {
    let length = TenantCommand.head.utf8CodeUnitCount
    memory = .allocate(capacity: length + 38)
    memcpy(memory, TenantCommand.head.utf8Start, length)
    memory[length + 36] = CChar(UInt8(ascii: "'"))
    memory[length + 37] = 0
  }

  deinit { memory.deallocate() }

  mutating func text(for new: TenantID) -> UnsafePointer<CChar> {
    if tenant != new {
      tenant = new
      var position = TenantCommand.head.utf8CodeUnitCount
      for byte in new.description.utf8 {
        memory[position] = CChar(byte)
        position += 1
      }
    }
    return UnsafePointer(memory)
  }
}
