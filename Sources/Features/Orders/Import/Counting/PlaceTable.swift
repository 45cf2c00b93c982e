/// How many lines each invoice of a file has had so far: what a line is known by.
///
/// Its lines need not follow each other, so all invoices of the file are kept, in at most 128 MiB. Two invoices that share a
/// count have places with gaps, which are as lasting as any others: the table depends on the file alone.
struct PlaceTable: Sendable {
  private var table = CompactTable(numberBits: 20, sizeBits: 24)
  /// The lines of an invoice mostly follow each other.
  private var last: (invoice: String, slot: CompactTable.Slot)?

  /// Lines that an invoice may have.
  static let limit = (1 << 20) - 1

  enum Place: Equatable { case number(Int32), tooManyInvoices, tooManyLines }

  /// The next place in an invoice, from 1.
  mutating func next(in invoice: String) -> Place {
    if last?.invoice != invoice {
      guard let (slot, _) = table.slot(of: CompactTable.hash(invoice)) else { return .tooManyInvoices }
      last = (invoice, slot)
    }
    guard let slot = last?.slot, table[slot] < UInt64(PlaceTable.limit) else { return .tooManyLines }
    table[slot] += 1
    return .number(Int32(table[slot]))
  }

  var invoices: Int { table.count }
}
