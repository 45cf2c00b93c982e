import Basics
import Database
import Sheets
import Web

/// A kind of rows that a file can bring: order lines, products, customers. The feature that owns their tables provides it
/// and registers `Imports.jobs(of:)` and the pages.
package protocol ImportKind: Sendable {
  associatedtype Reader: ImportReader

  /// Lasting, and the section of the application that it belongs to: pages are under `/{key}/imports`.
  static var key: String { get }
  static var words: ImportWords { get }
  static var permission: Permission { get }
  /// What a column can hold.
  static var fields: [SheetField] { get }
  /// In words, for a reason of `RowProblem` of its own.
  static func problem(_ reason: String) -> Message
  /// In words, for a key of `ImportCount`, to stand behind the number.
  static func meaning(of count: String) -> Message

  /// Writes what is new of some records. It runs in the transaction that also notes how far the file was read.
  static func write(_ records: [Reader.Record], for target: ImportTarget, in db: TenantDatabase) async throws
    -> BatchOutcome
  /// How many of the records are there already, as far as that can be told cheaply.
  static func countKnown(_ records: [Reader.Record], for target: ImportTarget, in db: TenantDatabase)
    async throws -> Int
  /// Restates what is figured out from the rows. Outside a transaction, in steps of its own, and it may be repeated.
  static func restate(_ target: ImportTarget, in db: TenantDatabase) async throws
  /// Takes back a bounded part of what an import has done, in the transaction it is given. It is called until it finds
  /// nothing more to do.
  /// - Returns: whether there may be more.
  static func undo(_ id: Import.ID, counting outcome: inout UndoOutcome, in db: TenantDatabase) async throws
    -> Bool
}

/// What the pages and the command call a kind.
package struct ImportWords: Sendable {
  /// `Import orders`
  package let title: Message
  /// What one reads on top: which files can be brought.
  package let introduction: Message
  /// `order lines`, behind a number in a sentence.
  package let records: Message

  package init(title: Message, introduction: Message, records: Message) {
    self.title = title
    self.introduction = introduction
    self.records = records
  }
}

/// Makes records of the rows of one file, from its first to its last, and counts what it meets.
///
/// What it says of a row may depend on the rows before and on nothing else, so that a run which goes on after a kill, reading
/// the file from its start, comes to the same.
package protocol ImportReader: Sendable {
  associatedtype Record: Sendable

  init(_ layout: ImportLayout)
  /// Adds the records of a row: one, several, or none.
  /// - Throws: the first thing that is wrong with the row; then it has added none.
  mutating func read(_ row: borrowing SheetRow, into records: inout [Record]) throws(RowProblem)
  /// Meets a row that is not wide enough, or no text, or has other faults of the file: it is refused already.
  mutating func pass(_ row: borrowing SheetRow)
  /// The word by which a mended row finds the place of the row just read or refused, among the rows it belongs to; empty
  /// where it needs none.
  var place: String { get }
  /// What it has met, in the order in which it is told.
  var counts: [ImportCount] { get }
  /// What the rows come to, in the order in which it is told; `ImportKind.meaning` has the words.
  var sums: [ImportSum] { get }
  /// From the first day that the rows speak of to the last, in the shop's calendar.
  var days: ClosedRange<LocalDate>? { get }
}

extension ImportReader {
  package var sums: [ImportSum] { [] }
  package var days: ClosedRange<LocalDate>? { nil }
}

/// How a file is written, and for whom it is read.
package struct ImportLayout: Sendable {
  package let format: SheetFormat
  package let mapping: ColumnMapping
  package let shop: ImportShop
  /// For tables by what the file names. It follows from all that stands in the file: the same in every run over it, and known
  /// to nobody who is still writing it.
  package let hashKey: (UInt64, UInt64)

  /// - Parameter fileHash: of the stored file, all of it.
  package init(format: SheetFormat, mapping: ColumnMapping, shop: ImportShop, fileHash: [UInt8]) {
    self.format = format
    self.mapping = mapping
    self.shop = shop
    func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    hashKey = (word(fileHash.prefix(8)), word(fileHash.dropFirst(8).prefix(8)))
  }
}

/// What must be known of a shop to read its files.
package struct ImportShop: Sendable {
  package let currency: Currency
  package let zone: TimeZoneRules

  package init(currency: Currency, zone: TimeZoneRules) {
    self.currency = currency
    self.zone = zone
  }
}

/// Into which books records go, and by whom.
package struct ImportTarget: Sendable {
  /// What new rows are marked with; nil for rows that no import brings.
  package let id: Import.ID?
  package let source: String
  package let shop: ImportShop
  package let now: Instant

  package init(id: Import.ID?, source: String, shop: ImportShop, now: Instant = .now) {
    self.id = id
    self.source = source
    self.shop = shop
    self.now = now
  }
}
