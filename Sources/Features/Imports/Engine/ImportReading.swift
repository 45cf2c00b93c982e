import Basics
import Loop
import Sheets
import Synchronization

/// A file that is being read into batches, and what it was found to hold.
///
/// A class, because the thread that reads it is not the one that asks for it; one at a time has it.
final class ImportReading<Kind: ImportKind>: Sendable {
  private let state: Mutex<State>

  init(_ imported: Import, at path: String, for shop: ImportShop) throws {
    let sheet = try SheetReader(path: path, format: imported.format, mapping: imported.mapping)
    let layout = ImportLayout(
      format: imported.format, mapping: imported.mapping, shop: shop, fileHash: imported.fileHash)
    state = Mutex(State(sheet: sheet, reader: Kind.Reader(layout), start: imported.position.offset))
  }

  /// The next rows that no earlier run has taken. It blocks and computes: within `offload`.
  /// - Parameter limit: of records, and of rows; none at all where only rows of earlier runs were passed over.
  func next(_ limit: Int) throws -> ImportBatch<Kind.Reader.Record> {
    try state.withLock { try $0.next(limit) }
  }

  /// Opens a file of the storage on a thread of its own.
  /// - Throws: `ImportFailure`.
  static func open(_ imported: Import, at path: String, for shop: ImportShop) async throws -> ImportReading {
    try await offload {
      do {
        return try ImportReading(imported, at: path, for: shop)
      } catch let refusal as SheetRefusal {
        throw ImportFailure(refusal)
      } catch is FileError {
        throw ImportFailure.gone
      }
    }
  }

  func offloadedNext(_ limit: Int) async throws -> ImportBatch<Kind.Reader.Record> {
    try await offload { try self.next(limit) }
  }

  /// What the rows read so far hold.
  var report: ImportReport { state.withLock { $0.report } }

  private struct State: ~Copyable {
    var sheet: SheetReader
    var reader: Kind.Reader
    /// Rows before this byte have been taken by an earlier run: they are read and counted, and no more.
    let start: Int
    var rows = 0
    var refused: [RowProblem: Int] = [:]

    init(sheet: consuming SheetReader, reader: Kind.Reader, start: Int) {
      self.sheet = sheet
      self.reader = reader
      self.start = start
    }

    /// Rows can be megabytes long: a batch of them is held at once.
    private static var mostBytes: Int { 32 << 20 }

    mutating func next(_ limit: Int) throws -> ImportBatch<Kind.Reader.Record> {
      var batch = ImportBatch<Kind.Reader.Record>(end: sheet.position)
      let begun = rows
      // What is passed over is given back in parts too, so that whoever runs it looks round now and then.
      let from = batch.end.offset
      while batch.records.count < limit, batch.rows < limit, rows - begun < 10 * limit,
        sheet.position.offset - from < State.mostBytes
      {
        let event: SheetReader.Event?
        do { event = try sheet.next() } catch let refusal as SheetRefusal {
          batch.failure = ImportFailure(refusal)
          break
        }
        guard let event else {
          batch.isLast = true
          break
        }
        rows += 1
        let isNew = sheet.row.offset >= start
        do throws(RowProblem) {
          try read(event, &batch.records)
        } catch {
          refused[error, default: 0] += 1
          if isNew { batch.refusals.append(refusal(error)) }
        }
        if isNew { batch.rows += 1 } else { batch.records.removeAll(keepingCapacity: true) }
      }
      batch.end = sheet.position
      batch.fraction = sheet.fraction
      batch.total = rows
      return batch
    }

    private mutating func read(_ event: SheetReader.Event, _ records: inout [Kind.Reader.Record])
      throws(RowProblem)
    {
      if case .problem(let problem) = event {
        reader.pass(sheet.row)
        throw RowProblem(problem)
      }
      try reader.read(sheet.row, into: &records)
    }

    private func refusal(_ problem: RowProblem) -> Refusal {
      Refusal(line: sheet.row.line, problem: problem, place: reader.place, fields: sheet.row.texts)
    }

    var report: ImportReport {
      var report = ImportReport()
      report.rows = rows
      report.counts = reader.counts.filter { $0.count > 0 }
      report.sums = reader.sums
      (report.firstDay, report.lastDay) = (reader.days?.lowerBound, reader.days?.upperBound)
      report.refused = refused.map { ImportCount($0.key.key, $0.value) }.sorted {
        ($1.count, $0.key) < ($0.count, $1.key)
      }
      return report
    }
  }
}
