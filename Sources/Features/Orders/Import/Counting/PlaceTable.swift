/// How many lines each invoice of a file has had so far: what a line is known by.
///
/// Its lines need not follow each other, so all invoices of the file are kept, in at most 128 MiB. Two invoices that share a
/// count have places with gaps, which are as lasting as any others: the table depends on the file alone.
struct PlaceTable: Sendable {
  private let hash: KeyedHash
  private var table = CompactTable(numberBits: 21, sizeBits: 24)
  /// The lines of an invoice mostly follow each other.
  private var last: (invoice: String, slot: CompactTable.Slot)?
  /// Those of which a line was taken.
  private(set) var invoices = 0

  /// Lines that an invoice may have.
  static let limit: UInt64 = (1 << 20) - 1
  private static let isTaken: UInt64 = 1 << 20

  init(hashedBy hash: KeyedHash) { self.hash = hash }

  /// Turns to an invoice; false for a new one when there is no room.
  mutating func turn(to invoice: String) -> Bool {
    if last?.invoice == invoice { return true }
    guard let (slot, _) = table.slot(of: hash(invoice)) else { return false }
    last = (invoice, slot)
    return true
  }

  /// The next place in the invoice, from 1; nil behind the last.
  mutating func next() -> Int32? {
    guard let slot = last?.slot, table[slot] & PlaceTable.limit < PlaceTable.limit else { return nil }
    table[slot] += 1
    return Int32(table[slot] & PlaceTable.limit)
  }

  /// A line of the invoice was taken.
  mutating func take() {
    guard let slot = last?.slot, table[slot] & PlaceTable.isTaken == 0 else { return }
    table[slot] |= PlaceTable.isTaken
    invoices += 1
  }
}
